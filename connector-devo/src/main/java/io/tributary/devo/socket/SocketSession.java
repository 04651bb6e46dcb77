// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import io.tributary.common.http.Tls;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection and the protocol spoken over it. Only the writer thread calls these methods, but
 * any thread may close the connection.
 */
public interface SocketSession {
  /** Creates sessions that are not open yet. */
  interface Factory {
    /**
     * Creates one.
     *
     * @param answered called by any thread whenever the receiver has answered something
     */
    SocketSession create(Runnable answered);
  }

  /** The connection of this session. */
  SocketConnection connection();

  /**
   * Connects and performs the handshakes that precede the first message.
   *
   * @param timeout for the connection and again for each answer
   */
  void open(@Nullable Tls tls, Duration timeout) throws IOException;

  /** Writes messages, and reports the number of bytes whenever the socket has accepted some. */
  void write(EncodedLines lines, LongConsumer progress) throws IOException;

  /** Returns when the receiver has confirmed everything written so far. */
  void confirm() throws IOException;

  /** Ends a session in which nothing is unconfirmed. */
  void finish() throws IOException;
}
