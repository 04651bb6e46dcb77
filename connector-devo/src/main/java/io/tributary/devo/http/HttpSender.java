// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends batches as HTTP requests, several at once. One thread calls all methods except {@code
 * close}.
 */
interface HttpSender extends AutoCloseable {

  /** Sends the batch as it is now, without waiting. Each batch gets exactly one result. */
  void post(HttpBatch batch);

  /** Returns the next result, or null if none arrives within the timeout. */
  @Nullable BatchResult poll(Duration timeout);

  /** Makes further requests use new connections, which may lead to another node. */
  void renewConnections();

  /** Cancels all requests at once. Any thread may call it. */
  @Override
  void close();
}
