// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.checkpoint.HistoryCut;
import io.tributary.common.json.TimeRange;
import io.tributary.connect.rest.ConnectorOffset;
import io.tributary.connect.rest.ConnectorStatus;
import io.tributary.testkit.connect.WorkerProcess;
import io.tributary.testkit.http.Fault;
import io.tributary.testkit.vendor.EventRow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * The past of a feed, read behind the newest events by the tasks of two workers. One is killed with
 * signal 9, and the number of tasks changes twice. Then an hour of it is sent again.
 */
class LanesIT {
  private static final int EVENTS = Integer.getInteger("it.lanes.events", 4_000);
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String NAME = "lanes";
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final String MIDNIGHT = "T00:00:00Z";

  @Test
  void thePastIsReadBehindTheNewestEventsAndAnHourOfItCanBeSentAgain() throws Exception {
    try (var one = Stack.newWorker(NAME, "lanes-1", Release.CURRENT);
        var two = Stack.newWorker(NAME, "lanes-2", Release.CURRENT);
        var vendor = RunningVendor.start()) {
      Backfill.fill(vendor, EVENTS);
      vendor.add(vendor.rows(100, 200, Instant.parse("2026-10-05T00:00:00Z"), yesterday()));
      vendor.faults().always(Fault.slow(Duration.ofMillis(60)));
      var config = vendor.config(NAME);
      config.putAll(
          Map.of(
              "backfill", "behind", "backfill.slices", "4", "tasks.max", "2", "page.size", "50"));
      // A sweep would read the last day of the history again.
      config.put("sweep.interval.ms", "0");
      one.client().create(NAME, config);
      one.client().awaitRunning(NAME, SOON);

      var today = addToday(vendor, 101);
      Stack.reader().untilCount(NAME, 1, SOON);
      awaitKey(today);
      assertThat(Stack.reader().now(NAME)).hasSizeLessThan(vendor.truth().size() / 2);

      var left = killOneOf(one, two);
      tasks(left, config, 5);
      tasks(left, config, 3);
      addToday(vendor, 102);
      Backfill.assertExactly(NAME, vendor.truth());
      assertThat(lanesReadToTheirEnd(left)).as("slices").isEqualTo(4);

      readNoHistoryAgain(left, vendor);
      sendAgain(left, vendor);
    }
  }

  private static String addToday(RunningVendor vendor, long seed) {
    var row = vendor.rows(seed, 1, Instant.now().minusSeconds(2), Instant.now()).get(0);
    vendor.add(row);
    return row.key();
  }

  private static void awaitKey(String key) {
    Awaitility.await()
        .atMost(SOON)
        .until(() -> Stack.reader().now(NAME).stream().anyMatch(each -> each.key().equals(key)));
  }

  private static WorkerProcess killOneOf(WorkerProcess one, WorkerProcess two) {
    one.kill9();
    return two;
  }

  private static void tasks(WorkerProcess worker, Map<String, String> config, int most) {
    config.put("tasks.max", Integer.toString(most));
    Awaitility.await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(
            () -> {
              worker.client().putConfig(NAME, config);
              return true;
            });
    Awaitility.await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> worker.client().status(NAME), status -> runs(status, most, worker));
  }

  private static boolean runs(ConnectorStatus status, int tasks, WorkerProcess worker) {
    return status.running()
        && status.tasks().size() == tasks
        && status.tasks().stream()
            .allMatch(
                task ->
                    task.state().equals("RUNNING")
                        && task.worker().equals(worker.rest().getAuthority()));
  }

  /** Returns how many slices have an offset at their end. */
  private static long lanesReadToTheirEnd(WorkerProcess worker) {
    var offsets = worker.client().offsets(NAME);
    var cut =
        offsets.stream()
            .map(offset -> String.valueOf(offset.offset().get("history")))
            .distinct()
            .toList();
    assertThat(cut).as("the same cut in every offset").hasSize(1);
    var ends = cutEnds(cut.get(0));
    return offsets.stream().filter(offset -> isAtItsEnd(offset, ends)).count();
  }

  private static List<String> cutEnds(String cut) {
    return HistoryCut.parse(cut).ranges().stream().map(range -> range.until().toString()).toList();
  }

  private static boolean isAtItsEnd(ConnectorOffset offset, List<String> ends) {
    return String.valueOf(offset.partition().get("lane")).startsWith("history-")
        && ends.contains(String.valueOf(offset.offset().get("last_event_time_in_utc")));
  }

  private static void readNoHistoryAgain(WorkerProcess worker, RunningVendor vendor) {
    var before = vendor.eventRequests().size();
    worker.client().restart(NAME);
    Awaitility.await().atMost(SOON).until(() -> vendor.eventRequests().size() > before + 3);
    var asked = vendor.eventRequests();
    assertThat(asked.subList(before, asked.size()))
        .allSatisfy(
            request ->
                assertThat(DATE.matcher(request.target()).results().map(MatchResult::group))
                    .allSatisfy(
                        date -> assertThat(Instant.parse(date + MIDNIGHT)).isAfter(yesterday())));
  }

  private static Instant yesterday() {
    return Instant.now().minus(2, ChronoUnit.DAYS);
  }

  private static void sendAgain(WorkerProcess worker, RunningVendor vendor) throws Exception {
    var hour = Instant.parse("2026-10-03T05:00:00Z");
    var range = new TimeRange(hour, hour.plus(1, ChronoUnit.HOURS));
    var inside =
        vendor.truth().values().stream()
            .map(EventRow::time)
            .filter(time -> !time.isBefore(range.from()) && time.isBefore(range.until()))
            .count();
    assertThat(inside).isPositive();
    var all = vendor.truth().size();

    var run =
        ToolRun.of(
            "replay",
            NAME,
            "--from",
            range.from().toString(),
            "--to",
            range.until().toString(),
            "--yes",
            "--url",
            worker.rest().toString());

    assertThat(run.status()).as(run.out()).isZero();
    Stack.reader().untilCount(NAME, (int) (all + inside), SOON);
    worker.client().restart(NAME);
    addToday(vendor, 103);
    var records = Stack.reader().untilQuiet(NAME, Duration.ofSeconds(4));

    assertThat(records).hasSize((int) (all + inside + 1));
    assertThat(records.stream().filter(LanesIT::isReplayed).count()).isEqualTo(inside);
  }

  private static boolean isReplayed(ConsumerRecord<String, String> event) {
    return event.headers().lastHeader("devo.replay") != null;
  }
}
