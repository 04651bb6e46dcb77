// SPDX-License-Identifier: Apache-2.0
package io.tributary.cloudsek;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cloudsek.fixture.AlertRows;
import io.tributary.cloudsek.fixture.FakeCloudSek;
import io.tributary.cloudsek.fixture.FakeCloudSek.Order;
import io.tributary.testkit.vendor.TaskContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Polls are cheap although nobody tells the order of the list, and sweeps find what is late. */
class CloudSekLateAlertsTest {
  private static final int ALERTS = 3_000;

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final FakeCloudSek fake = FakeCloudSek.start();
  private final CloudSekSourceTask task = new CloudSekSourceTask();
  private final Map<String, String> settings = new HashMap<>();
  private final List<SourceRecord> sent = new ArrayList<>();

  @BeforeEach
  void fill() {
    settings.put("base.url", fake.url().toString());
    settings.put("token", fake.token());
    settings.put("initial.start.time.in.utc", now.minus(Duration.ofDays(6)).toString());
    settings.put("requests.limits", "");
    settings.put("poll.interval.ms", "100");
    // A day's alerts, of which the last hours have only one.
    var last = now.minus(Duration.ofHours(1));
    fake.add(
        AlertRows.flat(
            1, ALERTS - 1, now.minus(Duration.ofDays(1)), now.minus(Duration.ofHours(3))));
    fake.add(AlertRows.flat(3, 1, last, last));
  }

  @AfterEach
  void stop() {
    task.stop();
    fake.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Order.class,
      names = {"NEWEST_FIRST", "OLDEST_FIRST"})
  void aQuietRoundTakesOneRequestOnceTheOrderHasShown(Order order) throws InterruptedException {
    fake.order(order);
    start();
    pollUntil(() -> sent.size() == ALERTS);
    var before = requests();
    pollUntil(() -> requests() > before + 20);

    fake.add(AlertRows.flat(2, 1, now, now));
    pollUntil(() -> sent.size() == ALERTS + 1);

    var asked = fake.requests(FakeCloudSek.ALERTS);
    var pages = asked.subList(before + 4, before + 20);
    assertThat(pages)
        .extracting(request -> request.query("page").orElseThrow())
        .containsOnly(order == Order.NEWEST_FIRST ? "1" : "30");
  }

  @Test
  void anAlertThatBecomesVisibleDaysLateIsSentOnceByTheNextSweep() throws InterruptedException {
    settings.put("sweep.interval.ms", "500");
    start();
    pollUntil(() -> sent.size() == ALERTS);
    var late = AlertRows.flat(2, 1, now.minus(Duration.ofDays(5)), now.minus(Duration.ofDays(5)));

    fake.add(late);
    pollUntil(() -> sent.size() > ALERTS);
    var before = requests();
    pollUntil(() -> requests() > before + 200);

    assertThat(sent).hasSize(ALERTS + 1);
    var last = sent.get(ALERTS);
    assertThat(last.headers().lastWithName("devo.late").value()).isEqualTo("true");
    assertThat(sent.subList(0, ALERTS))
        .allSatisfy(record -> assertThat(record.headers().lastWithName("devo.late")).isNull());
  }

  private int requests() {
    return fake.requests(FakeCloudSek.ALERTS).size();
  }

  private void start() {
    task.initialize(new TaskContext(Map.of(), settings));
    task.start(settings);
  }

  private void pollUntil(BooleanSupplier enough) throws InterruptedException {
    var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!enough.getAsBoolean()) {
      assertThat(System.nanoTime()).as("a minute has passed").isLessThan(deadline);
      var records = task.poll();
      if (records != null) {
        sent.addAll(records);
      }
    }
  }
}
