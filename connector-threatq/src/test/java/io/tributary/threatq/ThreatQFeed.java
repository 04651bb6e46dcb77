// SPDX-License-Identifier: Apache-2.0
package io.tributary.threatq;

import io.tributary.testkit.http.RecordedRequest;
import io.tributary.testkit.vendor.TaskContext;
import io.tributary.threatq.fixture.FakeThreatQ;
import io.tributary.threatq.fixture.ThreatQRows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.apache.kafka.connect.source.SourceRecord;

/** A task that reads a fake instance from a day on, in pages of 100. */
final class ThreatQFeed implements AutoCloseable {
  static final Instant DAY = Instant.parse("2026-10-02T00:00:00Z");

  static final int EVENTS = 450;

  private static final int MOST_POLLS = 500;

  final FakeThreatQ fake = FakeThreatQ.start();
  private final ThreatQSourceTask task = new ThreatQSourceTask();

  /** So many events of the twenty hours from the day on. */
  void fill() {
    fake.add(ThreatQRows.realistic(1, EVENTS, DAY, DAY.plus(Duration.ofHours(20))));
  }

  void start(String... changes) {
    start(ThreatQSettings.byUser(fake), changes);
  }

  void start(Map<String, String> login, String... changes) {
    var settings = new HashMap<>(login);
    settings.put("initial.start.time.in.utc", DAY.toString());
    settings.put("page.size", "100");
    for (var i = 0; i < changes.length; i += 2) {
      settings.put(changes[i], changes[i + 1]);
    }
    task.initialize(new TaskContext(Map.of(), settings));
    task.start(settings);
  }

  /** The next so many records; what stops the task is thrown. */
  List<SourceRecord> read(int count) throws InterruptedException {
    var records = new ArrayList<SourceRecord>();
    for (var polls = 0; records.size() < count && polls < MOST_POLLS; polls++) {
      records.addAll(poll());
    }
    return records;
  }

  /** What comes until so many pages more have been asked for. */
  List<SourceRecord> readPages(int more) throws InterruptedException {
    var records = new ArrayList<SourceRecord>();
    var enough = pages().size() + more;
    for (var polls = 0; pages().size() < enough && polls < MOST_POLLS; polls++) {
      records.addAll(poll());
    }
    return records;
  }

  private List<SourceRecord> poll() throws InterruptedException {
    var records = task.poll();
    return records == null ? List.of() : records;
  }

  /** Runs something when a page is asked for; it is told its number, counted from 1. */
  void beforePages(IntConsumer change) {
    fake.beforeEach(
        request -> {
          if (request.path().startsWith(FakeThreatQ.EVENTS)) {
            change.accept(pages().size());
          }
        });
  }

  List<RecordedRequest> pages() {
    return fake.requests(FakeThreatQ.EVENTS);
  }

  /** What makes an event another one: its id and when it was updated. */
  static List<String> versions(List<SourceRecord> records) {
    return records.stream().map(ThreatQFeed::version).toList();
  }

  /** The versions that the vendor has now. */
  List<String> truth() {
    return fake.truth().values().stream().map(row -> row.key() + " " + row.time()).toList();
  }

  private static String version(SourceRecord record) {
    var time = record.headers().lastWithName("event.time");
    return record.key() + " " + (time == null ? "" : time.value());
  }

  static String tag(SourceRecord record) {
    return record.headers().lastWithName("devo.tag").value().toString();
  }

  @Override
  public void close() {
    task.stop();
    fake.close();
  }
}
