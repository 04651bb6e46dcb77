// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/**
 * A socket that remembers the first failure of its streams. The JDK's TLS ignores a failed write of
 * its close_notify, and that write consumes the error of a reset, so that the next read looks like
 * an orderly end of stream. The JDK also accepts a bare FIN in place of a close_notify, which this
 * class can turn into a failure.
 */
final class FailureTrackingSocket extends Socket {
  private volatile @Nullable IOException failure;
  private volatile boolean mayEnd = true;
  private volatile boolean handshaking;

  /** The first failure, or null. */
  @Nullable IOException failure() {
    return failure;
  }

  /** From now on, reading the end of the stream is a failure. */
  void requireCloseNotify() {
    mayEnd = false;
  }

  /**
   * Whether a TLS handshake is in progress. Meanwhile a failed write is left to the next read: a
   * peer that does not accept our certificate sends an alert and closes, often before we have
   * written everything.
   */
  void setHandshaking(boolean on) {
    handshaking = on;
  }

  /** Reads and discards everything up to the end of the stream. */
  void drain() throws IOException {
    if (!isInputShutdown()) {
      super.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        try {
          return checked(super.read());
        } catch (IOException e) {
          throw remember(e);
        }
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
          return checked(super.read(bytes, offset, length));
        } catch (IOException e) {
          throw remember(e);
        }
      }
    };
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new FilterOutputStream(super.getOutputStream()) {
      @Override
      public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
          out.write(bytes, offset, length);
        } catch (IOException e) {
          remember(e);
          if (!handshaking) {
            throw e;
          }
        }
      }
    };
  }

  private int checked(int read) throws SocketException {
    if (read < 0 && !mayEnd) {
      throw new SocketException("the connection ended without a close_notify");
    }
    return read;
  }

  private IOException remember(IOException e) {
    if (failure == null) {
      failure = e;
    }
    return e;
  }
}
