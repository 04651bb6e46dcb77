// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import io.tributary.devo.message.RecordPosition;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The session that a transport writes to, if it has one. */
final class CurrentSession {
  private @Nullable SocketSession session;
  private boolean open;
  private int number;

  @Nullable SocketSession get() {
    return session;
  }

  /** Begins to open one. */
  void opening(SocketSession opened) {
    session = opened;
    number++;
  }

  void opened() {
    open = true;
  }

  /** Whether its connection and its handshakes are complete. */
  boolean isOpen() {
    return open;
  }

  /** Tells it apart from those before it. */
  int number() {
    return number;
  }

  boolean answers() {
    return session != null && session.answers();
  }

  boolean hasEnded() {
    return session != null && session.connection().hasEnded();
  }

  /** Why the connection has ended. */
  IOException failure() {
    return session == null ? new IOException("closed") : session.connection().failure();
  }

  int unanswered() {
    return session == null ? 0 : session.unanswered();
  }

  /** The message at which the receiver has ended it, as far as that can be told. */
  Optional<RecordPosition> suspect(Epoch epoch) {
    return session != null && session.answers() ? session.firstUnanswered() : epoch.single();
  }

  void close() {
    if (session != null) {
      session.connection().close();
    }
    session = null;
    open = false;
  }
}
