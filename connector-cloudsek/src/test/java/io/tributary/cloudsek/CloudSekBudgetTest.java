// SPDX-License-Identifier: Apache-2.0
package io.tributary.cloudsek;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cloudsek.fixture.AlertRows;
import io.tributary.cloudsek.fixture.FakeCloudSek;
import io.tributary.testkit.http.Fault;
import io.tributary.testkit.vendor.TaskContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All that uses one token on a worker shares one budget, whatever the limits of each are. */
class CloudSekBudgetTest {
  private static final Instant START = Instant.parse("2026-10-02T00:00:00Z");

  private final FakeCloudSek fake = FakeCloudSek.start();
  private final List<SourceTask> tasks = new ArrayList<>();

  @BeforeEach
  void add() {
    fake.add(AlertRows.nested(1, 10, START, START.plus(Duration.ofDays(1))));
  }

  @AfterEach
  void stop() {
    tasks.forEach(SourceTask::stop);
    fake.close();
  }

  @Test
  void theConnectionCheckCountsInTheBudgetOfTheTask() throws InterruptedException {
    assertThat(faults("1/1h")).isEmpty();
    assertThat(requests()).isEqualTo(1);

    poll(start("1/1h"));

    assertThat(requests()).isEqualTo(1);
  }

  @Test
  void theConnectionCheckWaitsForItsTurn() {
    assertThat(faults("5/1s")).isEmpty();
    assertThat(faults("5/1s")).isEmpty();

    assertThat(requests()).isEqualTo(2);
  }

  @Test
  void aChangeIsAcceptedWithoutACheckIfNoRequestIsAllowed() {
    fake.faults().always(Fault.status(401));
    assertThat(faults("1/1h")).as("the first request").isNotEmpty();

    assertThat(faults("1/1h")).isEmpty();

    assertThat(requests()).isEqualTo(1);
  }

  @Test
  void theTighterLimitOfTwoConnectorsCountsForBoth() throws InterruptedException {
    var wide = start("");
    poll(wide);
    var before = requests();
    assertThat(before).isGreaterThan(1);

    var tight = start("1/1h");
    poll(tight);
    poll(wide);

    assertThat(requests()).isBetween(before, before + 2);
  }

  @Test
  void anotherTokenHasABudgetOfItsOwn() throws InterruptedException {
    poll(start("1/1h"));
    var settings = settings("");
    settings.put("token", "another-token");
    fake.faults().always(Fault.status(503));

    poll(start(settings));

    assertThat(requests()).isGreaterThan(2);
  }

  @Test
  void aRetryAfterThatOneConnectorGotHoldsTheOther() throws InterruptedException {
    var one = start("");
    var other = start("");
    poll(one);
    poll(other);
    fake.faults().always(Fault.tooManyRequests("600"));
    var before = requests();
    for (var i = 0; i < 20 && requests() == before; i++) {
      one.poll();
    }
    fake.faults().clear();

    poll(one);
    poll(other);

    // The other may have had a request in flight.
    assertThat(requests()).isBetween(before + 1, before + 2);
  }

  @Test
  void aRetryAfterThatTheConnectionCheckGotHoldsTheTask() throws InterruptedException {
    fake.faults().next(Fault.tooManyRequests("600"));
    assertThat(faults("")).isEmpty();

    poll(start(""));

    assertThat(requests()).isEqualTo(1);
  }

  private int requests() {
    return fake.requests(fake.eventsPath()).size();
  }

  private void poll(SourceTask task) throws InterruptedException {
    for (var i = 0; i < 4; i++) {
      task.poll();
    }
  }

  private SourceTask start(String limits) {
    return start(settings(limits));
  }

  private SourceTask start(Map<String, String> settings) {
    var task = new CloudSekSourceTask();
    tasks.add(task);
    task.initialize(new TaskContext(Map.of(), settings));
    task.start(settings);
    return task;
  }

  private List<String> faults(String limits) {
    return new CloudSekSourceConnector()
        .validate(settings(limits)).configValues().stream()
            .flatMap(value -> value.errorMessages().stream())
            .toList();
  }

  private Map<String, String> settings(String limits) {
    var settings = new HashMap<String, String>();
    settings.put("base.url", fake.url().toString());
    settings.put("token", fake.token());
    settings.put("initial.start.time.in.utc", START.toString());
    settings.put("requests.limits", limits);
    settings.put("poll.interval.ms", "100");
    settings.put("retry.backoff.ms", "10");
    settings.put("retry.backoff.max.ms", "10");
    return settings;
  }
}
