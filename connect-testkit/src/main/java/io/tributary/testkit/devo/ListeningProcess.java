// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.devo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A process that accepts connections on a port of the loopback interface. */
final class ListeningProcess {
  private ListeningProcess() {}

  /** Waits until the process accepts connections. Fails at once if it has ended. */
  static void await(Process process, int port, String name, Path directory) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> listens(process, port, name, directory));
  }

  private static boolean listens(Process process, int port, String name, Path directory) {
    try (var probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return probe.isConnected();
    } catch (IOException e) {
      if (!process.isAlive()) {
        throw new UncheckedIOException(name + " has ended, see " + directory, e);
      }
      return false;
    }
  }
}
