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
 * The state that a demonstration keeps for the next one.
 *
 * @param logs the log of each vendor, by connector
 * @param tables the messages of each Devo table, oldest first
 */
record KeptDemo(String startTime, Map<String, Log> logs, Map<String, List<String>> tables) {
  /** How far back the logs of a new demonstration go. */
  private static final Duration HISTORY = Duration.ofDays(4);

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A vendor's log. It includes the port because the address of a vendor is part of its feed's
   * offset: with another address, the feed would start again.
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

  /** The state in the file, or a new one with any ports if there is no file. */
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

  /** The last port of a vendor, or 0 for any. */
  int port(String connector) {
    return log(connector).port();
  }

  /** Restores the events of a vendor, which must listen on its last port. */
  void restore(DemoVendor vendor) throws QuickstartException {
    var log = log(vendor.connector());
    int port = vendor.fake().url().getPort();
    if (log.port() != 0 && log.port() != port) {
      throw new QuickstartException(
          "The last run used port %d, which is in use now. Free it, or run without --keep."
              .formatted(log.port()));
    }
    vendor.fake().add(log.events());
  }

  private Log log(String connector) {
    return logs.getOrDefault(connector, new Log(0, List.of()));
  }
}
