// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.devo;

import java.io.IOException;
import java.io.InputStream;

/** Obeys the faults while reading. */
final class FaultyInput extends InputStream {
  private final InputStream in;
  private final DevoFaults faults;

  FaultyInput(InputStream in, DevoFaults faults) {
    this.in = in;
    this.faults = faults;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = in.read(bytes, offset, faults.beforeRead(length));
    faults.whileStalled();
    faults.bytesRead(Math.max(0, count));
    return count;
  }
}
