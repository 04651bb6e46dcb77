// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.connect;

import io.tributary.connect.rest.ConnectApi;
import java.net.URI;

/** A running Connect worker. Closing it stops its tasks and returns when it is gone. */
public interface ConnectWorker extends AutoCloseable {
  /** The root of the worker's REST API, without a trailing slash. */
  URI rest();

  /** A client of {@link #rest()}. */
  default ConnectApi client() {
    return ConnectApi.at(rest());
  }

  @Override
  void close();
}
