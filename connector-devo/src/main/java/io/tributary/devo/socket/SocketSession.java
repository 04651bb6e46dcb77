package io.tributary.devo.socket;

import io.tributary.common.http.Tls;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection and what is spoken over it. The writer's thread calls everything here; what any
 * thread may do, such as to close, is done to the connection.
 */
public interface SocketSession {

  /** Makes sessions that are still to be opened. */
  interface Factory {
    /**
     * Makes one.
     *
     * @param answered called by any thread whenever the far side has answered something
     */
    SocketSession create(Runnable answered);
  }

  SocketConnection connection();

  /**
   * Connects and says what must be said before the first message.
   *
   * @param timeout for the connection and again for each answer
   */
  void open(@Nullable Tls tls, Duration timeout) throws IOException;

  /** Writes messages; tells of about so many bytes whenever the socket has taken some. */
  void write(EncodedLines lines, LongConsumer progress) throws IOException;

  /** Returns when the far side has taken everything written so far, in the way of this session. */
  void confirm() throws IOException;

  /** Says, with nothing unconfirmed, that nothing more will come. */
  void leave() throws IOException;
}
