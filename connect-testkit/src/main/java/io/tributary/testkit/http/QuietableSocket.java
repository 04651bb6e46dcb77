// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.function.BooleanSupplier;

/**
 * A socket whose writes can be dropped. A TLS socket layered over it answers a close without its
 * close_notify then, which the JDK's own cannot be told to leave out.
 */
public final class QuietableSocket extends Socket {
  private volatile BooleanSupplier quiet = () -> false;

  /** Drops what is written while this holds. */
  public void quietWhile(BooleanSupplier condition) {
    quiet = condition;
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new FilterOutputStream(super.getOutputStream()) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        if (!quiet.getAsBoolean()) {
          out.write(bytes, offset, length);
        }
      }

      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }
    };
  }
}
