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
 * A real nginx with TLS on a free port of 127.0.0.1. It answers each POST to {@code /stream/} with
 * 200 and writes its body to a file, unless the token has only zeros. Its files are in the given
 * directory.
 */
public final class NginxReceiver implements AutoCloseable {
  private static final Path DAEMON = Path.of("/usr/sbin/nginx");

  private final Path directory;
  private final int port;
  private final Process process;

  private NginxReceiver(Path directory, int port, Process process) {
    this.directory = directory;
    this.port = port;
    this.process = process;
  }

  /** Why it cannot run on this machine; empty if it can. */
  public static String missing() {
    return Files.isExecutable(DAEMON)
        ? ""
        : "nginx is not installed (Debian: apt-get install nginx)";
  }

  /** Starts it and waits until it accepts connections. */
  public static NginxReceiver start(Path directory, TestCertificates certificates) {
    try {
      return open(directory, certificates);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static NginxReceiver open(Path directory, TestCertificates certificates)
      throws IOException {
    var port = Ports.freeOr(0);
    var config =
        Files.writeString(directory.resolve("nginx.conf"), config(directory, port, certificates));
    var process =
        new ProcessBuilder(
                DAEMON.toString(),
                "-p",
                directory.toString(),
                "-c",
                config.toString(),
                "-e",
                directory.resolve("error.log").toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("nginx.log").toFile())
            .start();
    ListeningProcess.await(process, port, "nginx", directory);
    return new NginxReceiver(directory, port, process);
  }

  /** nginx logs a complete body only where it proxies the request, hence the second server. */
  private static String config(Path directory, int port, TestCertificates certificates) {
    return """
    daemon off;
    master_process off;
    worker_processes 1;
    pid %1$s/pid;
    events { worker_connections 256; }
    http {
      log_format body escape=none '$request_body';
      client_body_temp_path %1$s/body;
      proxy_temp_path %1$s/proxy;
      fastcgi_temp_path %1$s/fastcgi;
      uwsgi_temp_path %1$s/uwsgi;
      scgi_temp_path %1$s/scgi;
      access_log off;
      server {
        listen 127.0.0.1:%2$d ssl;
        ssl_certificate %3$s;
        ssl_certificate_key %4$s;
        client_max_body_size 32m;
        client_body_buffer_size 32m;
        client_body_in_single_buffer on;
        location ~ "^/stream/[^/]+/token!0{32}/" {
          return 403;
        }
        location /stream/ {
          access_log %1$s/bodies body;
          proxy_pass http://unix:%1$s/taken:;
        }
      }
      server {
        listen unix:%1$s/taken;
        client_max_body_size 32m;
        location / { return 200 received; }
      }
    }
    """
        .formatted(
            directory, port, certificates.server().chainFile(), certificates.server().keyFile());
  }

  /** Its address, as a value of the setting {@code endpoint}. */
  public String endpoint() {
    return "https://localhost:" + port;
  }

  /** The lines it has written so far. */
  public List<String> lines() {
    var file = directory.resolve("bodies");
    try {
      // A body ends with a line feed, and so does a log entry.
      return Files.exists(file)
          ? Files.readString(file).lines().filter(line -> !line.isEmpty()).toList()
          : List.of();
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
