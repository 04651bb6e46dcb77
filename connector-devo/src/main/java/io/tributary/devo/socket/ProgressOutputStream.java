// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongConsumer;

/** Writes to a connection, and reports each part that the socket has accepted. */
public final class ProgressOutputStream extends OutputStream {
  private final SocketConnection connection;
  private final LongConsumer progress;

  private ProgressOutputStream(SocketConnection connection, LongConsumer progress) {
    this.connection = connection;
    this.progress = progress;
  }

  /** Buffers small writes until they fill a TLS record or are flushed. */
  public static OutputStream of(SocketConnection connection, LongConsumer progress) {
    return new BufferedOutputStream(
        new ProgressOutputStream(connection, progress), SocketConnection.TLS_RECORD);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value});
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    connection.write(bytes, from, count, progress);
  }
}
