// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.event;

import io.tributary.common.error.ConnectorLog;
import io.tributary.common.error.ForeignText;
import io.tributary.common.event.Event.Anomaly;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Recognizes ids that do not tell events apart, and events whose bytes change although nothing
 * happens. If rows of one page have the same id and other bytes, the first one keeps the id, and
 * the others are identified by their bytes from then on. It remembers the last events of this run
 * of the task, so that rows in another order or on another page are the same events. Not
 * thread-safe.
 */
final class SameIds {
  private static final ConnectorLog LOG = ConnectorLog.of(SameIds.class);

  /** At least so many events are remembered, about as many as an overlap holds. */
  private static final int MOST = 30_000;

  /** The change that is told. */
  private static final int THIRD = 3;

  private final DedupeKey identity;
  private final RecentChecksums known = new RecentChecksums(MOST);

  /** What is known of the few that are odd. */
  private final Map<Long, Bytes> odd =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Bytes> eldest) {
          return size() > MOST;
        }
      };

  private long page;
  private boolean toldShared;
  private boolean toldChanged;

  /** The bytes of the event that has an id, or what is known of events of one time. */
  private static final class Bytes {
    private int crc;
    private int changes;
    private boolean shared;
    private long seenOnPage;

    Bytes(int crc) {
      this.crc = crc;
    }
  }

  SameIds(DedupeKey identity) {
    this.identity = identity;
  }

  /** Returns the rows of a page, with the anomalies that they have. */
  List<Event> noted(List<Event> rows) {
    if (!DedupeKey.isById(identity)) {
      return rows;
    }
    page++;
    var checksums = checksums(rows);
    var asBefore = areAsBefore(rows, checksums);
    if (asBefore && odd.isEmpty() && rows.stream().noneMatch(SameIds::lacksId)) {
      return rows;
    }
    if (identity != DedupeKey.ID_AND_HASH && !asBefore) {
      findShared(rows, checksums);
    }
    var noted = new ArrayList<Event>(rows.size());
    var byTime = new HashMap<Instant, List<Integer>>();
    for (var i = 0; i < rows.size(); i++) {
      var row = rows.get(i);
      noted.add(row.anomaly() == Anomaly.NONE ? noted(row, checksums[i]) : row);
      if (lacksId(row) && row.time() != null) {
        byTime.computeIfAbsent(row.time(), time -> new ArrayList<>()).add(i);
      }
    }
    byTime.forEach((time, places) -> noteWithoutId(time, places, noted));
    return noted;
  }

  /** Whether none of the rows has come with other bytes, on this page or before. Mostly so. */
  private boolean areAsBefore(List<Event> rows, int[] checksums) {
    var asBefore = true;
    for (var i = 0; i < checksums.length; i++) {
      if (rows.get(i).anomaly() == Anomaly.NONE) {
        asBefore &= known.knownOr(key(rows.get(i)), checksums[i]) == checksums[i];
      }
    }
    return asBefore;
  }

  private long key(Event row) {
    return identity == DedupeKey.ID_AND_HASH ? Event.digest(row.id()) : row.digest();
  }

  private static boolean lacksId(Event row) {
    return row.anomaly() == Anomaly.NO_ID;
  }

  /** Finds the ids that rows with other bytes share. The row known first keeps the id. */
  private void findShared(List<Event> rows, int[] checksums) {
    var digests = new DigestLog(rows.size());
    var first = new int[rows.size()];
    for (var i = 0; i < rows.size(); i++) {
      var row = rows.get(i);
      if (row.anomaly() != Anomaly.NONE) {
        continue;
      }
      var at = digests.find(row.digest(), 0, digests.size());
      if (at < 0) {
        first[digests.size()] = checksums[i];
        digests.append(row.digest());
      } else if (first[at] != checksums[i]) {
        share(row, first[at]);
      }
    }
    for (var i = 0; i < rows.size(); i++) {
      var bytes = odd.get(rows.get(i).digest());
      if (bytes != null && rows.get(i).anomaly() == Anomaly.NONE && bytes.crc == checksums[i]) {
        bytes.seenOnPage = page;
      }
    }
    for (var at = 0; at < digests.size(); at++) {
      var bytes = odd.get(digests.at(at));
      if (bytes != null && bytes.shared && bytes.changes < 0) {
        bytes.changes = 0;
        bytes.crc = bytes.seenOnPage == page ? bytes.crc : first[at];
      }
    }
  }

  private void share(Event row, int first) {
    var bytes =
        odd.computeIfAbsent(row.digest(), digest -> new Bytes(known.knownOr(row.digest(), first)));
    if (!bytes.shared) {
      bytes.shared = true;
      // Its owner is found at the end of the page.
      bytes.changes = -1;
    }
    if (!toldShared) {
      toldShared = true;
      LOG.warn(
          "Several events on one page have the id {}. All but one are sent under the SHA-256 of"
              + " their bytes. Check event.id.pointers",
          ForeignText.line(row.id()));
    }
  }

  private Event noted(Event row, int checksum) {
    var key = key(row);
    var first = known.knownOr(key, checksum);
    var bytes = odd.isEmpty() ? null : odd.get(key);
    if ((bytes == null ? first : bytes.crc) == checksum) {
      return row;
    }
    if (bytes == null) {
      bytes = new Bytes(first);
      odd.put(key, bytes);
    }
    if (bytes.shared) {
      return row.underItsHash();
    }
    bytes.crc = checksum;
    if (++bytes.changes == THIRD) {
      tellChanged("The event " + ForeignText.line(row.id()), remedy());
    }
    return row.changed();
  }

  private String remedy() {
    return identity == DedupeKey.ID_AND_HASH
        ? "It is sent each time. If only a link or a counter changes, set dedupe.key to id or to"
            + " JSON pointers"
        : "Such changes are not sent. Check dedupe.key and event.id.pointers";
  }

  /**
   * Notes events of one time that have no id. They have changed if this time came before, but none
   * of these bytes.
   */
  private void noteWithoutId(Instant time, List<Integer> places, List<Event> noted) {
    var isKnown = false;
    for (var place : places) {
      isKnown |= known.contains(noted.get(place).digest());
      known.knownOr(noted.get(place).digest(), 0);
    }
    var key = Event.digest("time " + time);
    var bytes = odd.get(key);
    if (bytes == null || isKnown) {
      odd.put(key, new Bytes(0));
      return;
    }
    // The first time it may be the rest of a page that ended within equal times.
    if (++bytes.changes > 1) {
      places.forEach(place -> noted.set(place, noted.get(place).changed()));
    }
    if (bytes.changes == THIRD) {
      tellChanged(
          "An event without an id, of " + time + ",",
          "It is sent each time. Set event.id.pointers, or set dedupe.key to JSON pointers that"
              + " tell the events apart");
    }
  }

  private void tellChanged(String what, String remedy) {
    if (!toldChanged) {
      toldChanged = true;
      LOG.warn("{} has come with other bytes for the third time. {}", what, remedy);
    }
  }

  private static int[] checksums(List<Event> rows) {
    var crc = new CRC32C();
    var checksums = new int[rows.size()];
    for (var i = 0; i < checksums.length; i++) {
      var row = rows.get(i);
      crc.reset();
      crc.update(row.body(), row.offset(), row.length());
      checksums[i] = (int) crc.getValue();
    }
    return checksums;
  }
}
