// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.relp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.common.Version;
import io.tributary.common.error.ForeignText;
import io.tributary.common.http.Tls;
import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.message.Batch;
import io.tributary.devo.message.RecordPosition;
import io.tributary.devo.socket.EncodedLines;
import io.tributary.devo.socket.ProgressOutputStream;
import io.tributary.devo.socket.SocketConnection;
import io.tributary.devo.socket.SocketSession;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.apache.kafka.common.config.SslConfigs;
import org.jspecify.annotations.Nullable;

/**
 * Syslog in transactions (RELP), each of which is answered. Many are open at once, so that a
 * message does not wait for the answer to the previous one.
 */
public final class RelpSession implements SocketSession {
  /**
   * The maximum number of open transactions: enough for 40,000 messages a second with a round trip
   * of 100 ms. More would only mean more messages to send again after a lost connection.
   */
  static final int WINDOW = 4096;

  private static final Duration FOREVER = Duration.ofDays(1000);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
  private static final String OPEN = "open";

  private final List<String> protocols;
  private final Answers answers;
  private final RelpTransactions transactions = new RelpTransactions(0);
  private final SocketConnection connection;
  private volatile boolean finishing;

  public RelpSession(DevoSinkConfig config, Answers answers) {
    this.answers = answers;
    protocols = config.getList(SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG);
    connection = new SocketConnection(config.endpoint(), false, this::read);
    connection.onEnd(transactions::close);
  }

  @Override
  public SocketConnection connection() {
    return connection;
  }

  @Override
  public void open(@Nullable Tls tls, Duration timeout) throws IOException {
    connection.connect(tls, protocols, timeout);
    var offers = "relp_version=0\nrelp_software=tributary," + Version.text() + "\ncommands=syslog";
    var out = new ByteArrayOutputStream();
    out.writeBytes(RelpFrame.header(transactions.begin(Optional.empty()), OPEN, offers.length()));
    out.writeBytes((offers + "\n").getBytes(UTF_8));
    connection.write(out.toByteArray(), count -> {});
    if (!transactions.await(0, timeout)) {
      throw connection.hasEnded()
          ? connection.failure()
          : new RelpProtocolException("it did not answer within " + timeout.toMillis() + " ms");
    }
  }

  @Override
  public void write(Iterator<EncodedLines.Line> lines, LongConsumer progress) throws IOException {
    var out = ProgressOutputStream.of(connection, progress);
    while (lines.hasNext()) {
      var line = lines.next();
      if (transactions.open() >= WINDOW) {
        out.flush();
        await(WINDOW / 2);
      }
      var number = transactions.begin(Optional.ofNullable(line.item()));
      out.write(RelpFrame.header(number, "syslog", line.length() - 1));
      // The line feed of the message also ends the frame.
      line.writeTo(out);
    }
    out.flush();
  }

  @Override
  public boolean answers() {
    return true;
  }

  @Override
  public void confirm() throws IOException {
    await(0);
  }

  @Override
  public int unanswered() {
    return transactions.open();
  }

  @Override
  public Optional<RecordPosition> firstUnanswered() {
    return transactions.first().map(Batch.Item::position);
  }

  /** Sends the close command: receivers log a session that ends without one. */
  @Override
  public void finish() throws IOException {
    finishing = true;
    var number = transactions.begin(Optional.empty());
    connection.write((number + " close 0\n").getBytes(UTF_8), count -> {});
    connection.endBoth(CLOSE_TIMEOUT);
  }

  private void await(int left) throws IOException {
    if (!transactions.await(left, FOREVER)) {
      throw connection.failure();
    }
  }

  // The methods below run on the reader thread.

  private void read(InputStream stream) throws IOException {
    var in = new BufferedInputStream(stream);
    for (var frame = RelpFrame.read(in); frame.isPresent(); frame = RelpFrame.read(in)) {
      handle(frame.get());
    }
  }

  private void handle(RelpFrame frame) throws IOException {
    if (finishing) {
      // All messages were answered before. Any answer to the close command is an orderly end.
      return;
    }
    if (frame.command().equals("serverclose")) {
      throw new IOException("the receiver ended the session");
    }
    if (!frame.command().equals("rsp")) {
      throw new RelpProtocolException("it sent the command " + frame.command());
    }
    var subject = transactions.subject(frame.number());
    if (subject.isEmpty() && !frame.isOk()) {
      throw new RelpProtocolException("it answered open with " + frame.text());
    }
    if (frame.isOk()) {
      subject.ifPresent(answers::taken);
    } else {
      answers.refused(subject.get(), ForeignText.phrase(ForeignText.line(frame.text())));
    }
    transactions.end(frame.number());
  }
}
