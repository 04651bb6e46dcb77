// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.SeenIds;
import io.tributary.common.engine.SimulatedVendor.Row;
import io.tributary.common.record.RecordMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.connect.source.SourceRecord;

/** What must hold after every step of a simulation, so that a fault is seen where it happens. */
final class Invariants {
  private static final int MOST_BYTES = 1 << 20;

  /** A {@code Date} has whole seconds, and a poll takes a moment. */
  private static final Duration CLOCK_PRECISION = Duration.ofSeconds(2);

  /** What an offset says without its ids. */
  private record Bounds(Instant time, Instant since) {
    static Bounds of(Map<String, ?> offset) {
      return new Bounds(
          Instant.parse((String) offset.get("last_event_time_in_utc")),
          Instant.parse((String) offset.get("since_in_utc")));
    }
  }

  private final List<Row> rows;
  private final Set<String> handedOver;
  private final List<String> wrong = new ArrayList<>();
  private Bounds reached;
  private int next;

  /**
   * Starts with a feed of the given rows.
   *
   * @param lane whether an event of this time lies in the lane
   * @param handedOver the ids of all events that were sent so far, kept up to date by the caller
   */
  Invariants(List<Row> rows, Set<String> handedOver, Checkpoint start, Predicate<Instant> lane) {
    this.rows = new ArrayList<>(rows);
    this.rows.removeIf(row -> row.event().time() == null || row.gone().isBefore(Instant.MAX));
    this.rows.removeIf(row -> !lane.test(row.event().time()));
    this.rows.sort(Comparator.comparing(row -> row.event().time()));
    this.handedOver = handedOver;
    restarted(start);
  }

  List<String> broken() {
    return wrong;
  }

  /** The task has been started again, at the given checkpoint. */
  void restarted(Checkpoint at) {
    reached = new Bounds(at.time(), at.since());
  }

  /** A poll has returned the given records. */
  void polled(List<SourceRecord> records, Instant truth) {
    require(records.size() <= SeenIds.MOST_AT_ONCE, "records at once", records.size());
    for (var i = 0; i < records.size(); i++) {
      var pending = Integer.parseInt((String) records.get(i).sourceOffset().get("ids_pending"));
      require(pending < records.size() - i, "ids pending after a record", pending);
    }
    var offset = records.get(records.size() - 1).sourceOffset();
    require(bytes(offset) < MOST_BYTES, "bytes of an offset", bytes(offset));
    var after = Bounds.of(offset);
    require(!after.time().isBefore(reached.time()), "time goes back", after.time());
    require(!after.since().isBefore(reached.since()), "since goes back", after.since());
    require(!after.since().isAfter(after.time()), "since is after time", after.since());
    var bound = later(reached.time(), truth.plus(CLOCK_PRECISION));
    require(!after.time().isAfter(bound), "time is beyond the present", after.time());
    reached = after;
  }

  /** What becomes visible within the overlap must not be left to a sweep. */
  void leftToSweeps(List<SourceRecord> records, Duration overlap) {
    var found = new HashSet<Object>();
    for (var record : records) {
      if (record.headers().lastWithName(RecordMapper.LATE) != null) {
        found.add(record.key());
      }
    }
    for (var row : rows) {
      var lateness = Duration.between(row.event().time(), row.visible());
      var isLate = lateness.compareTo(overlap) > 0;
      require(isLate || !found.contains(row.event().id()), "left to a sweep", row);
    }
  }

  /** An offset has been committed, so what is older than its {@code since} is not read again. */
  void committed(Map<String, ?> offset, Instant truth) {
    if (offset.isEmpty()) {
      return;
    }
    var since = Bounds.of(offset).since();
    for (; next < rows.size() && rows.get(next).event().time().isBefore(since); next++) {
      var row = rows.get(next);
      var isLost =
          row.isVisible(truth)
              && !row.event().time().isBefore(SimulatedVendor.START)
              && !handedOver.contains(row.event().id());
      require(!isLost, "since passes what was not sent", row);
    }
  }

  private void require(boolean holds, String otherwise, Object found) {
    if (!holds) {
      wrong.add(otherwise + ": " + found);
    }
  }

  /** As the producer counts them. */
  private static int bytes(Map<String, ?> offset) {
    var ids = (String) offset.get("last_ids");
    return 300 + ids.length();
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
