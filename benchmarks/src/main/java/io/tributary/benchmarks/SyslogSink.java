package io.tributary.benchmarks;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/**
 * Plays Devo's syslog intake; with {@code stall} it stands still so many seconds once 1 MB is in.
 */
final class SyslogSink {
  private static final long STALL_AFTER = 1 << 20;

  private final Lines lines;
  private final int stallSeconds;
  private long taken;

  SyslogSink(Options options, Tally tally) {
    lines = new Lines(tally);
    stallSeconds = options.number("stall", 0);
  }

  /** Returning from here closes the connection, after a close_notify. */
  void serve(Socket socket) throws IOException {
    lines.read(stallSeconds == 0 ? socket.getInputStream() : stalling(socket.getInputStream()));
  }

  private InputStream stalling(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        if (taken >= STALL_AFTER) {
          taken = Long.MIN_VALUE;
          FarSide.pause(stallSeconds * 1000);
        }
        var count = super.read(bytes, offset, length);
        taken += count;
        return count;
      }
    };
  }
}
