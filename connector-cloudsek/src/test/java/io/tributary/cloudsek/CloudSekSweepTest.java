// SPDX-License-Identifier: Apache-2.0
package io.tributary.cloudsek;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tributary.cloudsek.fixture.AlertRows;
import io.tributary.cloudsek.fixture.FakeCloudSek;
import io.tributary.cloudsek.fixture.FakeCloudSek.Order;
import io.tributary.cloudsek.fixture.FakeCloudSek.Paging;
import io.tributary.testkit.vendor.EventRow;
import io.tributary.testkit.vendor.TaskContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each alert is delivered once, whatever a tenant does and whatever the settings assume. */
class CloudSekSweepTest {
  private static final Instant START = Instant.parse("2026-10-02T00:00:00Z");
  private static final Instant END = START.plus(Duration.ofDays(20));

  /** Three rounds over the whole list. */
  private static final int MORE_REQUESTS = 12;

  private final FakeCloudSek fake = FakeCloudSek.start();
  private final CloudSekSourceTask task = new CloudSekSourceTask();
  private final Map<String, String> settings = new HashMap<>();

  @BeforeEach
  void set() {
    settings.put("base.url", fake.url().toString());
    settings.put("token", fake.token());
    settings.put("initial.start.time.in.utc", START.toString());
    // Far less than the time span of a page, so that a wrongly assumed order would lose some
    // alerts.
    settings.put("overlap.ms", "60000");
    settings.put("requests.limits", "");
    settings.put("poll.interval.ms", "100");
    settings.put("retry.backoff.ms", "10");
    settings.put("retry.backoff.max.ms", "10");
  }

  @AfterEach
  void stop() {
    task.stop();
    fake.close();
  }

  static Stream<Arguments> ordersAndModes() {
    return Stream.of("unknown", "asc", "desc")
        .flatMap(
            said ->
                Stream.of(Order.values())
                    .flatMap(
                        real ->
                            Stream.of("relative_days", "range", "none")
                                .map(mode -> arguments(said, real, mode))));
  }

  @ParameterizedTest(name = "said to be {0}, is {1}, time.mode={2}")
  @MethodSource("ordersAndModes")
  void eachAlertComesOnceWhateverTheOrderIsAndIsSaidToBe(String said, Order real, String mode)
      throws InterruptedException {
    settings.put("sort.order", said);
    settings.put("time.mode", mode);
    fake.order(real);
    fake.add(AlertRows.nested(1, 30, START.minus(Duration.ofDays(60)), START.minusSeconds(1)));
    List<EventRow> wanted = AlertRows.nested(2, 330, START, END);
    fake.add(wanted);

    assertThat(keys(readUntil(330))).containsExactlyInAnyOrderElementsOf(ids(wanted));
  }

  @ParameterizedTest
  @EnumSource(Paging.class)
  void eachAlertComesOnceWhereverThePagingFieldsAre(Paging paging) throws InterruptedException {
    fake.paging(paging);
    fake.nullWhenEmpty(paging != Paging.BARE_ARRAY);
    fake.add(AlertRows.flat(1, 200, START, END));

    assertThat(keys(readUntil(200))).containsExactlyInAnyOrderElementsOf(fake.truth().keySet());
  }

  @ParameterizedTest
  @EnumSource(
      value = Paging.class,
      names = {"ABSENT", "BARE_ARRAY"})
  void aServerThatIgnoresThePageAndTellsNoTotalIsReadAsOnePage(Paging paging)
      throws InterruptedException {
    fake.paging(paging);
    fake.ignoresPage(true);
    fake.add(AlertRows.nested(1, 100, START, END));

    assertThat(keys(readUntil(100))).containsExactlyInAnyOrderElementsOf(fake.truth().keySet());
  }

  @Test
  void aServerThatIgnoresThePageAndHasMoreAlertsThanItShowsFailsTheTask() {
    settings.put("trouble.patience.ms", "100");
    fake.ignoresPage(true);
    fake.add(AlertRows.nested(1, 101, START, END));

    assertThatThrownBy(() -> readUntil(101))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("ApiError 494: ");
  }

  @Test
  void aServerThatIgnoresTheTimeGivesNothingFromBeforeTheStart() throws InterruptedException {
    fake.ignoresTime(true);
    fake.add(AlertRows.nested(1, 150, START.minus(Duration.ofDays(60)), START.minusSeconds(1)));
    List<EventRow> wanted = AlertRows.nested(2, 150, START, END);
    fake.add(wanted);

    assertThat(keys(readUntil(150))).containsExactlyInAnyOrderElementsOf(ids(wanted));
  }

  @Test
  void slicesOfARangeGiveEachAlertOnce() throws InterruptedException {
    settings.put("time.mode", "range");
    settings.put("time.param.format", "date");
    settings.put("window.max.ms", Long.toString(Duration.ofDays(5).toMillis()));
    fake.add(AlertRows.nested(1, 150, START, END));

    assertThat(keys(readUntil(150))).containsExactlyInAnyOrderElementsOf(fake.truth().keySet());
    assertThat(fake.requests(FakeCloudSek.ALERTS))
        .anySatisfy(asked -> assertThat(asked.query("end_date")).contains("2026-10-07"));
  }

  @Test
  void aChangedAlertComesAgainOnlyWithItsHashInItsIdentity() throws InterruptedException {
    assertThat(keysAfterAChange("id")).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void anAlertThatChangedWithinTheOverlapComesAgainUnderItsId() throws InterruptedException {
    assertThat(keysAfterAChange("id_and_hash"))
        .hasSize(3)
        .satisfies(
            keys -> {
              assertThat(keys.get(2)).isEqualTo(keys.get(0));
            });
  }

  private List<String> keysAfterAChange(String dedupeKey) throws InterruptedException {
    settings.put("dedupe.key", dedupeKey);
    settings.put("overlap.ms", Long.toString(Duration.ofDays(1).toMillis()));
    var first = AlertRows.nested(1, 1, START, START).get(0);
    fake.add(first, AlertRows.nested(2, 1, START.plusSeconds(1), START.plusSeconds(1)).get(0));
    var keys = new ArrayList<>(keys(readUntil(2)));
    fake.log().remove(first::equals);
    fake.add(AlertRows.changed(first, "reopened"));

    keys.addAll(keys(poll(dedupeKey.equals("id") ? 0 : 1)));
    return keys;
  }

  private List<SourceRecord> readUntil(int count) throws InterruptedException {
    task.initialize(new TaskContext(Map.of(), settings));
    task.start(settings);
    return poll(count);
  }

  /** This many records and those of some more requests, which would include a repetition. */
  private List<SourceRecord> poll(int count) throws InterruptedException {
    var records = new ArrayList<SourceRecord>();
    var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    var more = 0;
    while (more < MORE_REQUESTS && System.nanoTime() < deadline) {
      var before = requests();
      var polled = task.poll();
      records.addAll(polled == null ? List.of() : polled);
      more += records.size() >= count ? requests() - before : 0;
    }
    return records;
  }

  private int requests() {
    return fake.requests(FakeCloudSek.ALERTS).size();
  }

  private static List<String> keys(List<SourceRecord> records) {
    return records.stream().map(record -> (String) record.key()).toList();
  }

  private static List<String> ids(List<EventRow> rows) {
    return rows.stream().map(EventRow::key).toList();
  }
}
