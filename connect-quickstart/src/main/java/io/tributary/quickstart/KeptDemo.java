package io.tributary.quickstart;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testkit.EventRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a demonstration leaves for the next one. The ports belong to it because the address of a
 * vendor is part of its feed's offset: under another one the feed would begin anew.
 */
record KeptDemo(
    String startTime,
    int kiteworksPort,
    int cloudsekPort,
    int threatqPort,
    List<Row> kiteworksRows,
    List<Row> cloudsekRows,
    List<Row> threatqRows,
    Map<String, List<String>> tables) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A row of a vendor's log. */
  record Row(@Nullable String id, String time, String json) {
    static Row of(EventRow row) {
      return new Row(row.id(), row.time().toString(), row.json());
    }

    EventRow toEvent() {
      return new EventRow(id, Instant.parse(time), json);
    }
  }

  static KeptDemo of(
      Instant start,
      int kiteworksPort,
      int cloudsekPort,
      int threatqPort,
      List<EventRow> activities,
      List<EventRow> alerts,
      List<EventRow> threats,
      Map<String, List<String>> tables) {
    return new KeptDemo(
        start.toString(),
        kiteworksPort,
        cloudsekPort,
        threatqPort,
        activities.stream().map(Row::of).toList(),
        alerts.stream().map(Row::of).toList(),
        threats.stream().map(Row::of).toList(),
        tables);
  }

  /** What the file says, or a new beginning on any ports where there is none. */
  static KeptDemo read(Path file) throws IOException {
    if (Files.exists(file)) {
      return JSON.readValue(file.toFile(), KeptDemo.class);
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    return of(
        now.minus(DemoEvents.HISTORY),
        0,
        0,
        0,
        DemoEvents.activities(now),
        DemoEvents.alerts(now),
        DemoEvents.threats(now),
        Map.of());
  }

  void write(Path file) throws IOException {
    JSON.writeValue(file.toFile(), this);
  }

  void requirePorts(int kiteworks, int cloudsek, int threatq) throws UserError {
    if ((kiteworksPort != 0 && kiteworks != kiteworksPort)
        || (cloudsekPort != 0 && cloudsek != cloudsekPort)
        || (threatqPort != 0 && threatq != threatqPort)) {
      throw new UserError(
          "The last run used the ports %d, %d and %d, and one of them is taken now. Free it, or run without --keep."
              .formatted(kiteworksPort, cloudsekPort, threatqPort));
    }
  }

  Instant start() {
    return Instant.parse(startTime);
  }

  List<EventRow> activities() {
    return kiteworksRows.stream().map(Row::toEvent).toList();
  }

  List<EventRow> alerts() {
    return cloudsekRows.stream().map(Row::toEvent).toList();
  }

  List<EventRow> threats() {
    return threatqRows.stream().map(Row::toEvent).toList();
  }

  List<String> messages(String table) {
    return tables.getOrDefault(table, List.of());
  }
}
