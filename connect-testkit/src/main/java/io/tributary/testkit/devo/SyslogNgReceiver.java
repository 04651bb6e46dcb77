// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.devo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.testkit.http.Ports;
import io.tributary.testkit.http.TestCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A real syslog-ng on a free port of 127.0.0.1. It writes each message as received to a named pipe
 * that holds 64 KiB, which nobody reads before {@link #drain}. With flow control it then takes at
 * most 100 messages of each connection into memory and stops reading from it. Its files are in the
 * given directory.
 */
public final class SyslogNgReceiver implements AutoCloseable {
  /**
   * Debian does not install it beside rsyslog. The second one is for a package that was only
   * unpacked.
   */
  private static final List<Path> ROOTS = List.of(Path.of("/"), Path.of("/opt/syslog-ng"));

  private static final String DAEMON = "usr/sbin/syslog-ng";
  private static final String LIBRARIES = "usr/lib/syslog-ng";

  /** Ends each message in the file, because an octet-counted one may have line feeds. */
  private static final Pattern END = Pattern.compile("\u001e");

  private static final int CHUNK = 64 << 10;
  private static final Duration PER_CHUNK = Duration.ofMillis(2);

  /** The window of a source is shared among its connections, at least 100 messages for each. */
  private static final String CONFIG =
      """
      @version: 3.35
      options { use-dns(no); dns-cache(no); stats-freq(0); log-msg-size(8MiB); };
      source in {
        %2$s(ip("127.0.0.1") port(%3$d) transport("%4$s") flags(no-parse)
          max-connections(10) log-iw-size(1000) so-rcvbuf(65536) %5$s);
      };
      destination out { pipe("%1$s/pipe" template("$MESSAGE\\x1e") log-fifo-size(1000)); };
      log { source(in); destination(out); flags(%6$s); };
      """;

  private static final String TLS =
      """
      tls(key-file("%s") cert-file("%s") ca-file("%s") peer-verify(required-trusted))
      """;

  /** What it does when the pipe is full. */
  public enum WhenFull {
    /** It stops reading from the socket. */
    STOPS_READING("flow-control"),
    /** It reads on, and drops what exceeds 1,000 messages. */
    DROPS("");

    private final String flags;

    WhenFull(String flags) {
      this.flags = flags;
    }
  }

  private final Path directory;
  private final String scheme;
  private final int port;
  private final Process process;

  private SyslogNgReceiver(Path directory, String scheme, int port, Process process) {
    this.directory = directory;
    this.scheme = scheme;
    this.port = port;
    this.process = process;
  }

  /** Why it cannot run on this machine; empty if it can. */
  public static String missing() {
    return roots().findAny().isPresent()
        ? ""
        : "syslog-ng is not installed (Debian: .ci/run unpacks syslog-ng-core)";
  }

  private static Stream<Path> roots() {
    return ROOTS.stream().filter(root -> Files.isExecutable(root.resolve(DAEMON)));
  }

  /** Starts it with mutual TLS and flow control, and waits until it accepts connections. */
  public static SyslogNgReceiver start(Path directory, TestCertificates certificates) {
    return start(directory, "network", "tls", tls(certificates), WhenFull.STOPS_READING);
  }

  /** The same over plain TCP. */
  public static SyslogNgReceiver startTcp(Path directory, WhenFull whenFull) {
    return start(directory, "network", "tcp", "", whenFull);
  }

  /** Starts it with mutual TLS and flow control for octet-counted messages (RFC 5425). */
  public static SyslogNgReceiver startOctetCounting(Path directory, TestCertificates certificates) {
    return start(directory, "syslog", "tls", tls(certificates), WhenFull.STOPS_READING);
  }

  private static String tls(TestCertificates certificates) {
    return TLS.formatted(
        certificates.server().keyFile(),
        certificates.server().chainFile(),
        certificates.authorityFile());
  }

  private static SyslogNgReceiver start(
      Path directory, String driver, String scheme, String tls, WhenFull whenFull) {
    try {
      var port = Ports.freeOr(0);
      var config = CONFIG.formatted(directory, driver, port, scheme, tls, whenFull.flags);
      Files.writeString(directory.resolve("syslog-ng.conf"), config);
      var process = run(directory);
      ListeningProcess.await(process, port, "syslog-ng", directory);
      return new SyslogNgReceiver(directory, scheme, port, process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process run(Path directory) throws IOException {
    var root = roots().findFirst().orElseThrow();
    var builder =
        new ProcessBuilder(
            root.resolve(DAEMON).toString(),
            "--foreground",
            "--stderr",
            "--no-caps",
            "--cfgfile=" + directory.resolve("syslog-ng.conf"),
            "--persist-file=" + directory.resolve("persist"),
            "--pidfile=" + directory.resolve("pid"),
            "--control=" + directory.resolve("control"));
    if (!root.equals(ROOTS.get(0))) {
      var libraries = root.resolve(LIBRARIES);
      builder.environment().put("LD_LIBRARY_PATH", libraries.toString());
      try (var versions = Files.newDirectoryStream(libraries, Files::isDirectory)) {
        builder.command().add("--module-path=" + versions.iterator().next());
      }
    }
    return builder
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("syslog-ng.log").toFile())
        .start();
  }

  /** Reads the pipe from now on, 64 KiB every 2 ms. */
  public void drain() {
    var thread = new Thread(this::readPipe, "syslog-ng-pipe");
    thread.setDaemon(true);
    thread.start();
  }

  /** To its end, which is the end of the process. */
  private void readPipe() {
    var path = directory.resolve("pipe");
    // The first message creates it.
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(path));
    try (var pipe = Files.newInputStream(path);
        var messages = Files.newOutputStream(directory.resolve("messages"))) {
      var chunk = new byte[CHUNK];
      for (int count = pipe.read(chunk); count >= 0; count = pipe.read(chunk)) {
        messages.write(chunk, 0, count);
        LockSupport.parkNanos(PER_CHUNK.toNanos());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its address, as a value of the setting {@code endpoint}. */
  public String endpoint() {
    return scheme + "://localhost:" + port;
  }

  /** The whole messages that came out of the pipe so far. */
  public List<String> messages() {
    var file = directory.resolve("messages");
    try {
      var text = Files.exists(file) ? new String(Files.readAllBytes(file), UTF_8) : "";
      var whole = text.substring(0, text.lastIndexOf(END.pattern()) + 1);
      return END.splitAsStream(whole).filter(message -> !message.isEmpty()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes that the system holds for it because it has not read them from its connections. */
  public long unreadBytes() {
    var local = "0100007F:%04X".formatted(port);
    try (var sockets = Files.lines(Path.of("/proc/net/tcp"))) {
      return sockets
          .map(line -> line.strip().split("\\s+"))
          // The fourth column is the state, 0A of the listening socket. The fifth has the bytes to
          // send and the bytes to read as 00000000:00000000.
          .filter(columns -> columns[1].equals(local) && !columns[3].equals("0A"))
          .mapToLong(columns -> Long.parseLong(columns[4], 9, 17, 16))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
