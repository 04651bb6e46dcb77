package io.tributary.devo;

import io.tributary.testkit.TestCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * A real rsyslog with mutual TLS on a free port of 127.0.0.1 that writes each message as it came
 * into a file, one a line. Its files lie in the directory it is given.
 */
final class RsyslogReceiver implements AutoCloseable {
  private static final List<Path> DAEMONS =
      List.of(Path.of("/usr/sbin/rsyslogd"), Path.of("/sbin/rsyslogd"));

  private final Path directory;
  private final int port;
  private final Process process;

  private RsyslogReceiver(Path directory, int port, Process process) {
    this.directory = directory;
    this.port = port;
    this.process = process;
  }

  /** Why it cannot run on this machine, or empty text. */
  static String missing() {
    if (DAEMONS.stream().noneMatch(Files::isExecutable)) {
      return "rsyslogd is not installed (Debian: apt-get install rsyslog rsyslog-openssl)";
    }
    return hasOpenssl(Path.of("/usr/lib")) ? "" : "the package rsyslog-openssl is not installed";
  }

  private static boolean hasOpenssl(Path libraries) {
    try (var found =
        Files.find(libraries, 3, (path, attributes) -> path.endsWith("lmnsd_ossl.so"))) {
      return found.findAny().isPresent();
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  /** Starts it and waits until it listens. */
  static RsyslogReceiver start(Path directory, TestCertificates certificates) throws IOException {
    var port = freePort();
    var config =
        Files.writeString(directory.resolve("rsyslog.conf"), config(directory, port, certificates));
    var daemon = DAEMONS.stream().filter(Files::isExecutable).findFirst().orElseThrow();
    var process =
        new ProcessBuilder(
                daemon.toString(),
                "-n",
                "-f",
                config.toString(),
                "-i",
                directory.resolve("pid").toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("rsyslog.log").toFile())
            .start();
    var receiver = new RsyslogReceiver(directory, port, process);
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(receiver::listens);
    return receiver;
  }

  private static String config(Path directory, int port, TestCertificates certificates) {
    return """
    global(workDirectory="%1$s" maxMessageSize="8m"
      parser.escapeControlCharactersOnReceive="off"
      defaultNetstreamDriverCAFile="%3$s"
      defaultNetstreamDriverCertFile="%4$s"
      defaultNetstreamDriverKeyFile="%5$s")
    module(load="imtcp" streamDriver.name="ossl" streamDriver.mode="1"
      streamDriver.authMode="x509/certvalid")
    template(name="raw" type="string" string="%%rawmsg%%\\n")
    input(type="imtcp" address="127.0.0.1" port="%2$d" ruleset="in")
    ruleset(name="in") {
      action(type="omfile" file="%1$s/messages" template="raw" flushInterval="1")
    }
    """
        .formatted(
            directory,
            port,
            certificates.authorityFile(),
            certificates.server().chainFile(),
            certificates.server().keyFile());
  }

  /** Where it listens, as the setting {@code endpoint} wants it. */
  String endpoint() {
    return "tls://localhost:" + port;
  }

  /** What it has written so far. */
  List<String> messages() {
    var file = directory.resolve("messages");
    try {
      return Files.exists(file) ? Files.readString(file).lines().toList() : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it has said about itself. */
  String log() throws IOException {
    return Files.readString(directory.resolve("rsyslog.log"));
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }

  private boolean listens() {
    try (var probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return probe.isConnected();
    } catch (IOException e) {
      if (!process.isAlive()) {
        throw new UncheckedIOException("rsyslogd has ended, see " + directory, e);
      }
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
