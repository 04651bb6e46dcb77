// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.coverage.CoverageTracker;
import io.tributary.common.coverage.HourCoverage;
import io.tributary.common.coverage.LedgerComparison;
import io.tributary.common.coverage.LedgerComparison.Difference;
import io.tributary.common.coverage.Verdict;
import io.tributary.common.engine.SimulatedVendor.Row;
import io.tributary.common.record.RecordMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;

/** The topics of a simulated feed and of its ledger, and what must hold of them. */
final class SimulatedLedger {
  /** A record of the topic. */
  private record Sent(String key, String time) {
    boolean isIn(Instant hour) {
      return HourCoverage.hourOf(Instant.parse(time)).equals(hour);
    }
  }

  private final List<Row> rows;
  private final Set<Sent> topic = new HashSet<>();
  private final List<HourCoverage> claims = new ArrayList<>();
  private final List<HourCoverage> held = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private CoverageTracker tracker = new CoverageTracker();

  SimulatedLedger(List<Row> rows) {
    this.rows = rows;
  }

  /** A task begins: what another has held is gone. */
  CoverageTracker begun() {
    tracker = new CoverageTracker();
    held.clear();
    return tracker;
  }

  void written(List<SourceRecord> records) {
    for (var record : records) {
      var time = record.headers().lastWithName(RecordMapper.EVENT_TIME);
      if (time != null) {
        topic.add(new Sent((String) record.key(), (String) time.value()));
      }
    }
  }

  /** Publishes what was held, all events having been written, and holds what is new. */
  void polled() {
    held.addAll(tracker.take());
  }

  void delivered() {
    held.forEach(this::publish);
    held.clear();
  }

  private void publish(HourCoverage claim) {
    claims.add(claim);
    if (claim.verdict() != Verdict.COMPLETE) {
      return;
    }
    var keys = new HashSet<String>();
    topic.stream().filter(sent -> sent.isIn(claim.hour())).forEach(sent -> keys.add(sent.key()));
    for (var row : rows) {
      var time = row.event().timeOr(Instant.MAX);
      var inTime = !row.visible().isAfter(time.plus(SimulatedVendor.OVERLAP));
      if (HourCoverage.hourOf(time).equals(claim.hour())
          && inTime
          && !keys.contains(row.event().id())) {
        wrong.add("complete without " + row + ": " + claim);
      }
    }
  }

  /** Hours published as complete that lack what became visible within the overlap. */
  List<String> broken() {
    return wrong;
  }

  /** Compares the topic as it is with the ledger. */
  List<Difference> differences(Instant from, Instant to) {
    return differences(from, to, topic);
  }

  /** Compares the topic without one of the records of an hour. */
  List<Difference> withoutOne(Instant from, Instant to, Instant hour, Random random) {
    var fewer = new HashSet<>(topic);
    var inHour = topic.stream().filter(sent -> sent.isIn(hour)).toList();
    fewer.remove(inHour.get(random.nextInt(inHour.size())));
    return differences(from, to, fewer);
  }

  /** Compares the topic with a record more in an hour. */
  List<Difference> withOneMore(Instant from, Instant to, Instant hour, Random random) {
    var more = new HashSet<>(topic);
    more.add(new Sent("more", hour.plusSeconds(random.nextInt(3600)).toString()));
    return differences(from, to, more);
  }

  private List<Difference> differences(Instant from, Instant to, Set<Sent> records) {
    var comparison = new LedgerComparison(from, to);
    records.forEach(sent -> comparison.sent(sent.key(), sent.time()));
    claims.forEach(claim -> comparison.claimed("feed", claim));
    return comparison.differences();
  }

  static Instant hour(int number) {
    return SimulatedVendor.START.plus(Duration.ofHours(number));
  }
}
