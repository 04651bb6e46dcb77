// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.devo;

import io.tributary.testkit.http.Ports;
import io.tributary.testkit.http.TestCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A real rsyslog with mutual TLS on a free port of 127.0.0.1. It writes each message to a file as
 * received, one per line. Its files are in the given directory.
 */
public final class RsyslogReceiver implements AutoCloseable {
  private static final List<Path> DAEMONS =
      List.of(Path.of("/usr/sbin/rsyslogd"), Path.of("/sbin/rsyslogd"));

  private static final int LARGE = 8 << 20;
  private static final String TRUNCATE = "truncate";

  private static final String TCP =
      """
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
      """;

  private static final String RELP =
      """
      global(workDirectory="%1$s" maxMessageSize="%6$d"
        parser.escapeControlCharactersOnReceive="off")
      module(load="imrelp" tls.tlslib="openssl")
      template(name="raw" type="string" string="%%rawmsg%%\\n")
      input(type="imrelp" address="127.0.0.1" port="%2$d" maxDataSize="%6$d" oversizeMode="%7$s"
        ruleset="in" tls="on" tls.cacert="%3$s" tls.mycert="%4$s" tls.myprivkey="%5$s"
        tls.authmode="certvalid")
      ruleset(name="in" queue.type="direct") {
        action(type="omfile" file="%1$s/messages" template="raw")
      }
      """;

  private final Path directory;
  private final String scheme;
  private final int port;
  private Process process;

  private RsyslogReceiver(Path directory, String scheme, int port, Process process) {
    this.directory = directory;
    this.scheme = scheme;
    this.port = port;
    this.process = process;
  }

  /** Why it cannot run on this machine; empty if it can. */
  public static String missing() {
    if (DAEMONS.stream().noneMatch(Files::isExecutable)) {
      return "rsyslogd is not installed (Debian: apt-get install rsyslog rsyslog-openssl)";
    }
    return has("lmnsd_ossl.so") ? "" : "the package rsyslog-openssl is not installed";
  }

  /** Why it cannot receive RELP on this machine; empty if it can. */
  public static String missingRelp() {
    if (!missing().isEmpty()) {
      return missing();
    }
    return has("imrelp.so") ? "" : "the package rsyslog-relp is not installed";
  }

  private static boolean has(String module) {
    try (var found =
        Files.find(Path.of("/usr/lib"), 3, (path, attributes) -> path.endsWith(module))) {
      return found.findAny().isPresent();
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  /** Starts it and waits until it accepts connections. */
  public static RsyslogReceiver start(Path directory, TestCertificates certificates) {
    return start(directory, "tls", certificates, TCP, LARGE, TRUNCATE);
  }

  /**
   * Starts it with RELP. There is no queue: every message that it answers with 200 is in the file
   * and survives even {@link #kill}.
   */
  public static RsyslogReceiver startRelp(Path directory, TestCertificates certificates) {
    return start(directory, "relp+tls", certificates, RELP, LARGE, TRUNCATE);
  }

  /** Starts it with RELP. It ends the session over a message of more bytes. */
  public static RsyslogReceiver startRelpThatAborts(
      Path directory, TestCertificates certificates, int mostBytes) {
    return start(directory, "relp+tls", certificates, RELP, mostBytes, "abort");
  }

  private static RsyslogReceiver start(
      Path directory,
      String scheme,
      TestCertificates certificates,
      String config,
      int mostBytes,
      String oversizeMode) {
    try {
      var port = Ports.freeOr(0);
      var text =
          config.formatted(
              directory,
              port,
              certificates.authorityFile(),
              certificates.server().chainFile(),
              certificates.server().keyFile(),
              mostBytes,
              oversizeMode);
      Files.writeString(directory.resolve("rsyslog.conf"), text);
      var receiver = new RsyslogReceiver(directory, scheme, port, run(directory));
      receiver.awaitListening();
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process run(Path directory) throws IOException {
    var daemon = DAEMONS.stream().filter(Files::isExecutable).findFirst().orElseThrow();
    return new ProcessBuilder(
            daemon.toString(),
            "-n",
            "-f",
            directory.resolve("rsyslog.conf").toString(),
            "-i",
            directory.resolve("pid").toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("rsyslog.log").toFile()))
        .start();
  }

  /** Ends it at once, like a crash. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Restarts it on the same port after {@link #kill}. */
  public void restart() throws IOException {
    Files.deleteIfExists(directory.resolve("pid"));
    process = run(directory);
    awaitListening();
  }

  private void awaitListening() {
    ListeningProcess.await(process, port, "rsyslogd", directory);
  }

  /** Its address, as a value of the setting {@code endpoint}. */
  public String endpoint() {
    return scheme + "://localhost:" + port;
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** The messages it has written so far. */
  public List<String> messages() {
    var file = directory.resolve("messages");
    try {
      return Files.exists(file) ? Files.readString(file).lines().toList() : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its own log. */
  public String log() throws IOException {
    return Files.readString(directory.resolve("rsyslog.log"));
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
