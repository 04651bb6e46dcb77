// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.syslog;

import io.tributary.common.http.Tls;
import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.message.RecordPosition;
import io.tributary.devo.socket.EncodedLines;
import io.tributary.devo.socket.ProgressOutputStream;
import io.tributary.devo.socket.SocketConnection;
import io.tributary.devo.socket.SocketSession;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.apache.kafka.common.config.SslConfigs;
import org.jspecify.annotations.Nullable;

/**
 * Plain syslog, compressed or not. The receiver never answers. Only the end of the connection
 * confirms messages, so the next message needs a new connection.
 */
public final class SyslogSession implements SocketSession {
  /** The transport closes a connection on which nothing moves. */
  private static final Duration UNTIL_GIVEN_UP = Duration.ofDays(1000);

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
  public void write(Iterator<EncodedLines.Line> lines, LongConsumer progress) throws IOException {
    if (config.gzips()) {
      while (lines.hasNext()) {
        var member = GzipMember.of(lines);
        connection.write(member.compressed(), count -> {});
        progress.accept(member.length());
      }
      return;
    }
    var out = ProgressOutputStream.of(connection, progress);
    while (lines.hasNext()) {
      lines.next().writeTo(out);
    }
    out.flush();
  }

  @Override
  public boolean answers() {
    return false;
  }

  @Override
  public void confirm() throws IOException {
    if (config.halfCloses()) {
      connection.halfClose(UNTIL_GIVEN_UP);
    } else {
      connection.requireOpen();
    }
  }

  @Override
  public int unanswered() {
    return 0;
  }

  @Override
  public Optional<RecordPosition> firstUnanswered() {
    return Optional.empty();
  }

  @Override
  public void finish() throws IOException {
    connection.shutdownOutput();
  }
}
