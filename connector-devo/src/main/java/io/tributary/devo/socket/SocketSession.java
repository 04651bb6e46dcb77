// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import io.tributary.common.http.Tls;
import io.tributary.devo.message.Batch;
import io.tributary.devo.message.RecordPosition;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection and the protocol spoken over it. Only the writer thread calls these methods, but
 * any thread may close the connection.
 */
public interface SocketSession {
  /** Creates sessions that are not open yet. */
  interface Factory {
    /** Creates one that passes on what the receiver answers. */
    SocketSession create(Answers answers);
  }

  /** What a receiver answers, if its protocol has answers. Any thread may call these methods. */
  interface Answers {
    /** For a session that sends no message. */
    Answers NONE =
        new Answers() {
          @Override
          public void taken(Batch.Item message) {}

          @Override
          public void refused(Batch.Item message, String answer) {}
        };

    /** It has taken this message. */
    void taken(Batch.Item message);

    /** It has refused this message, and goes on. */
    void refused(Batch.Item message, String answer);
  }

  /** The connection of this session. */
  SocketConnection connection();

  /**
   * Connects and performs the handshakes that precede the first message.
   *
   * @param timeout for the connection and again for each answer
   */
  void open(@Nullable Tls tls, Duration timeout) throws IOException;

  /**
   * Writes messages until there are no more, and reports the number of bytes whenever the socket
   * has accepted some. It ends with a whole message.
   */
  void write(Iterator<EncodedLines.Line> lines, LongConsumer progress) throws IOException;

  /**
   * Whether the receiver answers each message. Otherwise {@link #confirm} ends the session, and
   * shows that it has taken everything written.
   */
  boolean answers();

  /** Returns when the receiver has taken everything written so far. */
  void confirm() throws IOException;

  /** How many messages wait for an answer. */
  int unanswered();

  /**
   * The first message that waits for an answer, at which the receiver may have ended the session.
   */
  Optional<RecordPosition> firstUnanswered();

  /** Ends a session in which nothing is unconfirmed. */
  void finish() throws IOException;
}
