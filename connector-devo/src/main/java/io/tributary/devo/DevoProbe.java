// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import static io.tributary.common.ProbeReport.Verdict.CONFIRMED;
import static io.tributary.common.ProbeReport.Verdict.REFUTED;
import static io.tributary.common.ProbeReport.Verdict.UNDECIDED;

import io.tributary.common.ProbeReport;
import io.tributary.common.ProbeReport.Verdict;
import io.tributary.common.http.Tls;
import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.config.DevoSinkSettings;
import io.tributary.devo.delivery.Outcome;
import io.tributary.devo.http.HttpProbe;
import io.tributary.devo.message.Batch;
import io.tributary.devo.message.DevoMessage;
import io.tributary.devo.message.RecordPosition;
import io.tributary.devo.socket.SocketSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Asks an endpoint of Devo what no document tells: whether it answers the end of a connection, by
 * which a sink knows what was taken, and how long an event may be. The latter needs a tag to which
 * events may be written; without one nothing is sent.
 */
final class DevoProbe {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int[] LENGTHS = {100, 8_000, 64_000, 500_000, 1_000_000};
  private static final String FRAME = "{\"tributary\":\"probe\",\"filled\":\"\"}";

  private final Map<String, String> settings;
  private final DevoSinkConfig config;
  private final Map<String, String> changes = new LinkedHashMap<>();
  private final List<ProbeReport.Finding> findings = new ArrayList<>();
  private int requests;

  DevoProbe(Map<String, String> settings) {
    this.settings = Map.copyOf(settings);
    config = new DevoSinkConfig(settings);
  }

  /** Asks everything. Each question waits for ten seconds at most. */
  ProbeReport report(Optional<String> tag) {
    var answers = config.endpoint().http() ? refusesNobody() : answersTheEnd();
    if (answers && tag.isPresent()) {
      longestEvent(tag.get());
    } else {
      found(
          "how long an event may be", UNDECIDED, "--tag names a table to which the probe may send");
    }
    return new ProbeReport("devo/sink", Map.copyOf(changes), List.copyOf(findings), requests);
  }

  /** An intake must refuse a token that does not exist. */
  private boolean refusesNobody() {
    requests++;
    try (var http = new HttpProbe(config)) {
      var fault = http.fault(PATIENCE);
      found(
          "the HTTP intake refuses a token that does not exist",
          fault.isEmpty() ? CONFIRMED : REFUTED,
          fault.map(answer -> "it answered " + answer.outcome()).orElse("as it should"));
      return fault.isEmpty();
    } catch (IOException e) {
      found("the HTTP intake answers", REFUTED, "no answer, or one that may pass");
      return false;
    }
  }

  /** With each way to end a connection that fits the endpoint, the configured one first. */
  private boolean answersTheEnd() {
    if (config.endpoint().relp()) {
      return ends("the endpoint answers RELP's open and close", config);
    }
    var given = config.confirm();
    var isAnswered = false;
    for (var way : List.of(DevoSinkSettings.CLOSE_NOTIFY, DevoSinkSettings.HALF_CLOSE)) {
      if (way.equals(DevoSinkSettings.CLOSE_NOTIFY) && !config.endpoint().tls()) {
        continue;
      }
      var answered =
          ends("delivery.confirm=" + way + " is answered", with("delivery.confirm", way));
      if (answered && !isAnswered && !given.equals(way)) {
        changes.put("delivery.confirm", way);
      } else if (answered && given.equals(way)) {
        changes.remove("delivery.confirm");
      }
      isAnswered |= answered;
    }
    return isAnswered;
  }

  private DevoSinkConfig with(String setting, String value) {
    var changed = new HashMap<>(settings);
    changed.put(setting, value);
    return new DevoSinkConfig(changed);
  }

  /** Opens a session and ends it without a message. */
  private boolean ends(String question, DevoSinkConfig as) {
    requests++;
    var session = Transports.session(as, SocketSession.Answers.NONE);
    var start = System.nanoTime();
    try {
      session.open(as.endpoint().tls() ? new Tls(as.values()) : null, PATIENCE);
      if (as.endpoint().relp()) {
        session.finish();
      } else {
        session.connection().halfClose(PATIENCE);
      }
      found(question, CONFIRMED, "within " + millisSince(start) + " ms");
      return true;
    } catch (IOException e) {
      found(
          question, REFUTED, e.getClass().getSimpleName() + " after " + millisSince(start) + " ms");
      return false;
    } finally {
      session.connection().close();
    }
  }

  private void longestEvent(String tag) {
    var longest = 0;
    for (var length : LENGTHS) {
      if (length > config.maxEventBytes() || !isTaken(tag, length)) {
        break;
      }
      longest = length;
    }
    found(
        "events of up to %,d bytes are taken".formatted(LENGTHS[LENGTHS.length - 1]),
        longest == LENGTHS[LENGTHS.length - 1] ? CONFIRMED : longest == 0 ? REFUTED : UNDECIDED,
        "the longest that was taken has %,d bytes; none above max.event.bytes is tried. Whether Devo cuts one is to be seen in the table %s"
            .formatted(longest, tag));
  }

  private boolean isTaken(String tag, int length) {
    requests++;
    var body = FRAME.replace("\"\"", '"' + "x".repeat(length - FRAME.length()) + '"');
    var record = new SinkRecord("probe", 0, null, null, null, body, 0);
    var message = new DevoMessage(tag, Instant.now(), "tributary-probe", body);
    var item = new Batch.Item(record, RecordPosition.of(record), message);
    try (var transport =
        Transports.open(
            with("delivery.confirm", changes.getOrDefault("delivery.confirm", config.confirm())),
            () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
            () -> 1)) {
      transport.send(new Batch(List.of(item)));
      transport.confirm();
      var end = System.nanoTime() + PATIENCE.toNanos();
      while (System.nanoTime() < end) {
        transport.await(Duration.ofMillis(50));
        for (var outcome : transport.poll()) {
          return outcome instanceof Outcome.Taken || outcome instanceof Outcome.TakenUpTo;
        }
      }
      return false;
    }
  }

  private void found(String question, Verdict verdict, String evidence) {
    findings.add(new ProbeReport.Finding(question, verdict, evidence));
  }

  private static long millisSince(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }
}
