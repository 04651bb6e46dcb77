// SPDX-License-Identifier: Apache-2.0
package io.tributary.benchmarks;

import io.tributary.benchmarks.process.Lines;
import io.tributary.benchmarks.process.Options;
import io.tributary.benchmarks.process.Tally;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Plays Devo's syslog intake; with {@code stall} it stands still so many seconds once 1 MB is in,
 * and so do the connections that are opened meanwhile.
 */
final class SyslogSink {
  private static final long STALL_AFTER = 1 << 20;

  private final Lines lines;
  private final int stallSeconds;
  private final AtomicLong taken = new AtomicLong();
  private long stillSince;

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
        FarSide.pause((int) Math.max(0, standsStillFor()));
        var count = super.read(bytes, offset, length);
        taken.addAndGet(count);
        return count;
      }
    };
  }

  /** In milliseconds. */
  private synchronized long standsStillFor() {
    if (taken.get() < STALL_AFTER) {
      return 0;
    }
    var now = System.nanoTime() / 1_000_000;
    stillSince = stillSince == 0 ? now : stillSince;
    return stillSince + stallSeconds * 1000L - now;
  }
}
