// SPDX-License-Identifier: Apache-2.0
package io.tributary.benchmarks.process;

import java.io.IOException;
import java.io.InputStream;

/** Reads lines that hold an event each and notes its number; the rest of a line is passed over. */
public final class Lines {
  private static final int ID_AFTER = 7;
  private static final int DIGITS = 8;

  private final Tally tally;

  public Lines(Tally tally) {
    this.tally = tally;
  }

  /** Reads to the end. */
  public void read(InputStream in) throws IOException {
    var bytes = new byte[1 << 16];
    int column = -1;
    int number = 0;
    for (var count = in.read(bytes); count >= 0; count = in.read(bytes)) {
      for (var i = 0; i < count; i++) {
        var next = bytes[i];
        if (next == '\n') {
          column = -1;
          number = 0;
        } else if (column >= 0 || next == '{') {
          column++;
          if (column >= ID_AFTER && column < ID_AFTER + DIGITS) {
            number = number * 10 + next - '0';
          } else if (column == ID_AFTER + DIGITS) {
            tally.add(number);
          }
        }
      }
    }
  }
}
