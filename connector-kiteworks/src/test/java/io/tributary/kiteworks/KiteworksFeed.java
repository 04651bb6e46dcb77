// SPDX-License-Identifier: Apache-2.0
package io.tributary.kiteworks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.kiteworks.fixture.ActivityRows;
import io.tributary.kiteworks.fixture.FakeKiteworks;
import io.tributary.testkit.vendor.TaskContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;

/** A task that reads 350 events in pages of 100 from a fake instance, from the beginning. */
final class KiteworksFeed implements AutoCloseable {
  static final int EVENTS = 350;
  private static final int MOST_POLLS = 500;

  private static final Instant DAY = Instant.parse("2026-10-02T00:00:00Z");

  private final FakeKiteworks fake;
  private final KiteworksSourceTask task = new KiteworksSourceTask();

  KiteworksFeed(FakeKiteworks fake) {
    this.fake = fake;
    fake.add(ActivityRows.realistic(1, EVENTS, DAY, DAY.plus(Duration.ofHours(20))));
  }

  void start(Map<String, String> login, String name, String value) {
    login.put(name, value);
    start(login);
  }

  void start(Map<String, String> login) {
    login.put("initial.start.time.in.utc", DAY.toString());
    login.put("page.size", "100");
    login.put("poll.interval.ms", "100");
    login.put("requests.limits", "");
    login.put("retry.backoff.ms", "1");
    login.put("retry.backoff.max.ms", "1");
    task.initialize(new TaskContext(Map.of(), login));
    task.start(login);
  }

  /** The ids of the next events. Throws the error that stops the task. */
  List<String> read(int count) throws InterruptedException {
    var ids = new ArrayList<String>();
    for (var polls = 0; ids.size() < count && polls < MOST_POLLS; polls++) {
      var records = task.poll();
      for (var record : records == null ? List.<SourceRecord>of() : records) {
        ids.add((String) record.key());
      }
    }
    return ids;
  }

  void assertAllIsRead() throws InterruptedException {
    assertThat(read(EVENTS)).hasSize(EVENTS).hasSameElementsAs(fake.truth().keySet());
  }

  /** Runs an action when these pages are requested, counted from 1. */
  void beforePages(Runnable change, Integer... numbers) {
    fake.beforeEach(
        request -> {
          if (request.path().equals(FakeKiteworks.ACTIVITIES)
              && List.of(numbers).contains(pages())) {
            change.run();
          }
        });
  }

  int logins() {
    return fake.requests(FakeKiteworks.TOKEN).size();
  }

  int pages() {
    return fake.requests(FakeKiteworks.ACTIVITIES).size();
  }

  @Override
  public void close() {
    task.stop();
    fake.close();
  }
}
