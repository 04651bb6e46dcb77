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
 * A socket that remembers the first failure of its streams. TLS above it swallows a failed write of
 * its close_notify, and that write takes the error of a reset with it: what is read next looks like
 * an orderly end of stream. It can also be told that its end is a failure: TLS above it takes a
 * bare FIN for a close_notify.
 */
final class FailureTrackingSocket extends Socket {
  private volatile @Nullable IOException failure;
  private volatile boolean mayEnd = true;
  private volatile boolean shakesHands;

  /** What has gone wrong first, or null. */
  @Nullable IOException failure() {
    return failure;
  }

  /** From now on the end of the stream is a failure to those who read from it. */
  void mustNotEnd() {
    mayEnd = false;
  }

  /**
   * Whether TLS shakes hands. Meanwhile a write that fails is left to the read that follows: a peer
   * that does not want our certificate says so and goes away, often before we have said all.
   */
  void shakesHands(boolean on) {
    shakesHands = on;
  }

  /** Reads until the stream has ended, whatever still comes. */
  void awaitEnd() throws IOException {
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
          if (!shakesHands) {
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
