// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Free ports of the loopback interface. A port is free when asked for, not reserved. */
public final class Ports {
  private Ports() {}

  /** Two different free ports. */
  public static int[] freePair() {
    try (var one = listen(0);
        var two = listen(0)) {
      return new int[] {one.getLocalPort(), two.getLocalPort()};
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The wanted port, or another when it is taken or 0. */
  public static int freeOr(int wanted) {
    try (var socket = listen(wanted)) {
      return socket.getLocalPort();
    } catch (IOException taken) {
      return freePair()[0];
    }
  }

  public static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, 256, InetAddress.getLoopbackAddress()) {
      @Override
      public Socket accept() throws IOException {
        var socket = new QuietableSocket();
        implAccept(socket);
        return socket;
      }
    };
  }
}
