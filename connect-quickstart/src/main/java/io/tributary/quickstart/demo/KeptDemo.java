// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.quickstart.worker.QuickstartException;
import io.tributary.testkit.vendor.EventRow;
import io.tributary.testkit.vendor.Vendors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a demonstration leaves for the next one.
 *
 * @param logs connector to what its vendor held
 * @param tables Devo table to its messages, oldest first
 */
record KeptDemo(String startTime, Map<String, Log> logs, Map<String, List<String>> tables) {
  /** How far back the logs of a new demonstration reach. */
  private static final Duration HISTORY = Duration.ofDays(4);

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A vendor's log. The port belongs to it because the address of a vendor is part of its feed's
   * offset: under another one the feed would begin anew.
   *
   * @param port 0 before the first run
   */
  record Log(int port, List<Row> rows) {
    static Log of(int port, List<EventRow> events) {
      return new Log(port, events.stream().map(Row::of).toList());
    }

    List<EventRow> events() {
      return rows.stream().map(Row::toEvent).toList();
    }
  }

  /** A row of a vendor's log. */
  record Row(@Nullable String id, String time, String json) {
    static Row of(EventRow row) {
      return new Row(row.id(), row.time().toString(), row.json());
    }

    EventRow toEvent() {
      return new EventRow(id, Instant.parse(time), json);
    }
  }

  /** What the file says, or a new beginning on any ports where there is none. */
  static KeptDemo read(Path file) throws IOException {
    if (Files.exists(file)) {
      return JSON.readValue(file.toFile(), KeptDemo.class);
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    var logs = new LinkedHashMap<String, Log>();
    for (var vendor : Vendors.all()) {
      logs.put(vendor.name(), Log.of(0, vendor.demo().history(now.minus(HISTORY), now)));
    }
    return new KeptDemo(now.minus(HISTORY).toString(), logs, Map.of());
  }

  void write(Path file) throws IOException {
    JSON.writeValue(file.toFile(), this);
  }

  /** The port a vendor had, or 0 for any. */
  int port(String connector) {
    return log(connector).port();
  }

  /** Gives a vendor its events back; it must listen where it did. */
  void restore(DemoVendor vendor) throws QuickstartException {
    var log = log(vendor.connector());
    int port = vendor.fake().url().getPort();
    if (log.port() != 0 && log.port() != port) {
      throw new QuickstartException(
          "The last run used the port %d, which is taken now. Free it, or run without --keep."
              .formatted(log.port()));
    }
    vendor.fake().add(log.events());
  }

  private Log log(String connector) {
    return logs.getOrDefault(connector, new Log(0, List.of()));
  }
}
