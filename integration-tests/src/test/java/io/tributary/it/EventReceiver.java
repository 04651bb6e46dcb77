// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import java.util.List;
import java.util.Map;

/** A receiver of the sink's events. Thread-safe. */
interface EventReceiver extends AutoCloseable {
  /** The connector settings for this receiver: its endpoint and transport, without certificates. */
  Map<String, String> settings();

  /** The bodies of all events received, in order of arrival. The list only grows. */
  List<String> received();

  /** Stops receiving and confirming until {@link #release}, if supported. */
  default void stall() {
    throw new UnsupportedOperationException();
  }

  default void release() {
    throw new UnsupportedOperationException();
  }

  /** Breaks the open connections, so that the next event needs a new one. */
  default void disconnect() {
    throw new UnsupportedOperationException();
  }

  @Override
  void close();
}
