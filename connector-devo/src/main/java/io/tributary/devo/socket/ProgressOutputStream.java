package io.tributary.devo.socket;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongConsumer;

/** Writes to a connection, and tells of each slice that the socket has taken. */
public final class ProgressOutputStream extends OutputStream {
  private final SocketConnection connection;
  private final LongConsumer progress;

  private ProgressOutputStream(SocketConnection connection, LongConsumer progress) {
    this.connection = connection;
    this.progress = progress;
  }

  /** Gathers small writes into whole slices; what is left is written by {@code flush}. */
  public static OutputStream of(SocketConnection connection, LongConsumer progress) {
    return new BufferedOutputStream(
        new ProgressOutputStream(connection, progress), SocketConnection.SLICE);
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
