// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.syslog;

import io.tributary.common.http.Tls;
import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.socket.EncodedLines;
import io.tributary.devo.socket.ProgressOutputStream;
import io.tributary.devo.socket.SocketConnection;
import io.tributary.devo.socket.SocketSession;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.LongConsumer;
import org.apache.kafka.common.config.SslConfigs;
import org.jspecify.annotations.Nullable;

/**
 * Plain syslog, compressed or not. The receiver never answers. Only the end of the connection
 * confirms messages, so the next message needs a new connection.
 */
public final class SyslogSession implements SocketSession {
  private final DevoSinkConfig config;
  private final SocketConnection connection;

  public SyslogSession(DevoSinkConfig config) {
    this.config = config;
    connection =
        new SocketConnection(
            config.endpoint(),
            config.requiresCloseNotify(),
            // Syslog has no answers: discards everything.
            in -> in.transferTo(OutputStream.nullOutputStream()));
  }

  @Override
  public SocketConnection connection() {
    return connection;
  }

  @Override
  public void open(@Nullable Tls tls, Duration timeout) throws IOException {
    connection.connect(tls, config.getList(SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG), timeout);
  }

  @Override
  public void write(EncodedLines lines, LongConsumer progress) throws IOException {
    if (config.gzips()) {
      for (var left = lines.all().iterator(); left.hasNext(); ) {
        var member = GzipMember.of(left);
        connection.write(member.compressed(), count -> {});
        progress.accept(member.length());
      }
      return;
    }
    var out = ProgressOutputStream.of(connection, progress);
    for (var line : lines.all()) {
      line.writeTo(out);
    }
    out.flush();
  }

  @Override
  public void confirm() throws IOException {
    if (config.halfCloses()) {
      connection.halfClose(config.confirmTimeout());
    } else {
      connection.requireOpen();
    }
  }

  @Override
  public void finish() throws IOException {
    connection.shutdownOutput();
  }
}
