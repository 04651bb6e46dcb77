// SPDX-License-Identifier: Apache-2.0
package io.tributary.cloudsek;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.ProbeReport;
import io.tributary.common.ProbeReport.Verdict;
import io.tributary.testkit.http.FakeResponse;
import io.tributary.testkit.http.FakeServer;
import io.tributary.testkit.http.RecordedRequest;
import io.tributary.testkit.vendor.TaskContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The configuration that the probe finds reads everything once, whatever contract is hidden. */
class CloudSekProbeTest {
  private static final int SEEDS = Integer.getInteger("probe.seeds", 25);
  private static final int ALERTS = Integer.getInteger("probe.events", 400);
  private static final int LATE = 10;
  private static final int MOST_POLLS = 3_000;
  private static final String TOKEN = "canary-token-0123456789";

  static Stream<Integer> seeds() {
    return IntStream.range(0, SEEDS).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void itsConfigurationReadsEveryAlertOnce(int seed) throws InterruptedException {
    try (var server = new SecretServer(seed)) {
      var report = probe(server);

      assertThat(report.requests()).isLessThanOrEqualTo(40);
      assertThat(report.toString()).doesNotContain("alert-", "CANARY", TOKEN);
      assertThat(read(server, report.changes()))
          .as("%s, read with %s", server, report)
          .doesNotHaveDuplicates()
          .hasSameSizeAs(server.ids());
    }
  }

  @Test
  void aListThatIsEmptyLeavesTheQuestionsOpen() {
    try (var server = new SecretServer(3)) {
      server.alerts.clear();

      var report = probe(server);

      assertThat(report.findings())
          .filteredOn(finding -> finding.question().contains("sort.order"))
          .extracting(ProbeReport.Finding::verdict)
          .containsExactly(Verdict.UNDECIDED);
    }
  }

  private static ProbeReport probe(SecretServer server) {
    return new CloudSekSourceConnector().probe(settings(server), Duration.ZERO).orElseThrow();
  }

  private static Map<String, String> settings(SecretServer server) {
    var settings = new HashMap<String, String>();
    settings.put("base.url", server.url().toString());
    settings.put("token", TOKEN);
    settings.put("initial.start.time.in.utc", server.start.toString());
    settings.put("requests.limits", "");
    settings.put("poll.interval.ms", "100");
    return settings;
  }

  /** Reads until all alerts have come, of which some become visible on the way. */
  private static List<String> read(SecretServer server, Map<String, String> changes)
      throws InterruptedException {
    var settings = settings(server);
    settings.putAll(changes);
    var task = new CloudSekSourceTask();
    task.initialize(new TaskContext(Map.of(), settings));
    task.start(settings);
    var read = new ArrayList<String>();
    try {
      for (var polls = 0; read.size() < ALERTS + LATE && polls < MOST_POLLS; polls++) {
        var records = task.poll();
        for (var record : records == null ? List.<SourceRecord>of() : records) {
          read.add((String) record.key());
        }
        if (read.size() == ALERTS && server.alerts.size() == ALERTS) {
          server.showLateAlerts();
        }
      }
    } finally {
      task.stop();
    }
    return read;
  }

  private record Alert(String id, Instant time) {}

  /** A server whose contract depends on a seed. */
  private static final class SecretServer extends FakeServer {
    private final Random random;
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(days(20));
    private final String path;
    private final boolean othersAreEmpty;
    private final String parameter;
    private final String order;
    private final int cap;
    private final int pageFirst;
    private final boolean toleratesPageZero;
    private final boolean countsRows;
    private final boolean endIsInclusive;
    private final List<Alert> alerts = new ArrayList<>();

    SecretServer(int seed) {
      super(0, null);
      random = new Random(seed);
      path = oneOf(CloudSekConfig.PATHS.values().stream().sorted().toArray(String[]::new));
      othersAreEmpty = random.nextBoolean();
      parameter = oneOf("days", "range", "ignored", "refused");
      order = oneOf("asc", "desc", "shuffled");
      cap = Integer.parseInt(oneOf("100", "50", "25"));
      pageFirst = random.nextInt(2);
      toleratesPageZero = random.nextBoolean();
      countsRows = random.nextBoolean();
      endIsInclusive = random.nextBoolean();
      for (var n = 0; n < ALERTS; n++) {
        add("alert-" + n, start.plusSeconds(random.nextInt(19 * 86_400)));
      }
    }

    private static Duration days(int days) {
      return Duration.ofDays(days);
    }

    private String oneOf(String... words) {
      return words[random.nextInt(words.length)];
    }

    private void add(String id, Instant time) {
      alerts.add(new Alert(id, time));
      alerts.sort((one, other) -> one.time().compareTo(other.time()));
    }

    /** Within the overlap of an hour behind the newest. */
    synchronized void showLateAlerts() {
      var newest = alerts.get(alerts.size() - 1).time();
      for (var n = 0; n < LATE; n++) {
        add("alert-late-" + n, newest.minusSeconds(random.nextInt(3_000)));
      }
    }

    synchronized List<String> ids() {
      return alerts.stream().map(Alert::id).toList();
    }

    @Override
    protected synchronized FakeResponse answer(RecordedRequest request) {
      if (!request.path().equals(path)) {
        return othersAreEmpty && CloudSekConfig.PATHS.containsValue(request.path())
            ? FakeResponse.json(200, "{\"data\":[]}")
            : FakeResponse.json(404, "{}");
      }
      var number = Integer.parseInt(request.query("page").orElseThrow()) - pageFirst;
      if (number < 0 && !toleratesPageZero) {
        return FakeResponse.json(400, "{}");
      }
      if (parameter.equals("refused")
          && (request.query("days").isPresent() || request.query("start_date").isPresent())) {
        return FakeResponse.json(400, "{}");
      }
      var size = Math.min(cap, Integer.parseInt(request.query("limit").orElseThrow()));
      var rows = new ArrayList<>(alerts.stream().filter(alert -> matches(alert, request)).toList());
      if (order.equals("desc")) {
        Collections.reverse(rows);
      } else if (order.equals("shuffled")) {
        rows.sort((one, other) -> Integer.compare(mixed(one), mixed(other)));
      }
      var from = Math.min(Math.max(0, number) * size, rows.size());
      var data =
          rows.subList(from, Math.min(from + size, rows.size())).stream()
              .map(
                  alert ->
                      "{\"id\":\"%s\",\"incident_time\":\"%s\",\"text\":\"CANARY\"}"
                          .formatted(alert.id(), alert.time()))
              .collect(joining(",", "[", "]"));
      var total = countsRows ? ",\"total_count\":" + rows.size() : "";
      return FakeResponse.json(200, "{\"data\":" + data + total + "}");
    }

    private static int mixed(Alert alert) {
      return alert.id().hashCode() * 0x9E3779B1;
    }

    private boolean matches(Alert alert, RecordedRequest request) {
      if (parameter.equals("days")) {
        var days = request.query("days").map(Integer::parseInt).orElse(10_000);
        var today = Instant.now().truncatedTo(ChronoUnit.DAYS);
        return !alert.time().isBefore(today.minus(days(days)));
      }
      if (parameter.equals("range")) {
        var from = request.query("start_date").map(Instant::parse).orElse(Instant.MIN);
        var to = request.query("end_date").map(Instant::parse).orElse(Instant.MAX);
        return !alert.time().isBefore(from)
            && (alert.time().isBefore(to) || (endIsInclusive && alert.time().equals(to)));
      }
      return true;
    }

    @Override
    public String toString() {
      return String.join(
          " ", path, parameter, order, "cap " + cap, "from " + pageFirst, "counts " + countsRows);
    }
  }
}
