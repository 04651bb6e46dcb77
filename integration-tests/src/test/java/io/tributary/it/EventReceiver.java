// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import java.util.List;
import java.util.Map;

/** A receiver of what the sink sends. Thread-safe. */
interface EventReceiver extends AutoCloseable {
  /**
   * What leads a connector there: the endpoint and what its transport needs, but no certificate.
   */
  Map<String, String> settings();

  /** The bodies of all events it holds, in order of arrival; only ever longer. */
  List<String> received();

  /** Takes nothing any more, nor says so, until {@link #release}; if it can be told to. */
  default void stall() {
    throw new UnsupportedOperationException();
  }

  default void release() {
    throw new UnsupportedOperationException();
  }

  /** Breaks off the connections that are open, so that the next event needs a new one. */
  default void disconnect() {
    throw new UnsupportedOperationException();
  }

  @Override
  void close();
}
