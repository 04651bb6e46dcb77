package io.tributary.testkit.vendor;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Makes alerts of CloudSEK XVigil. Times are UTC in whole seconds and are written with {@code Z}.
 * The same arguments give the same rows, ids included; different seeds give different ids.
 */
public final class AlertRows {
  private static final List<String> MODULES =
      List.of("Fake URLs and Phishing", "Credential Leaks", "Infrastructure Monitoring");
  private static final List<String> SUMMARIES =
      List.of(
          "Look-alike domain registered for the brand",
          "Adresse in einer Kombi-Liste: müller@example.com",
          "偽サイト \"examp1e.test\" ⚠️",
          "Path C:\\leak\\dump.txt\nsecond line");
  private static final List<String> STATES =
      List.of("open", "acknowledged", "in_progress", "closed_resolved");

  private AlertRows() {}

  /** Alerts in the nested form at random seconds of [from, to), oldest first. */
  public static List<EventRow> nested(long seed, int count, Instant from, Instant to) {
    return rows(seed, count, from, to, true);
  }

  /** Alerts with all fields at the top, otherwise as {@link #nested}. */
  public static List<EventRow> flat(long seed, int count, Instant from, Instant to) {
    return rows(seed, count, from, to, false);
  }

  /** Alerts in the nested form, all in one second. */
  public static List<EventRow> inOneSecond(long seed, int count, Instant time) {
    return rows(seed, count, time, time, true);
  }

  /** The same alert with another status, as after an analyst's work: same id and time. */
  public static EventRow changed(EventRow alert, String status) {
    String json = alert.json().replaceFirst("status\":\"\\w+\"", "status\":\"" + status + '"');
    return new EventRow(alert.id(), alert.time(), json);
  }

  /** One alert whose JSON has at least so many bytes. */
  public static EventRow ofSize(long seed, Instant time, int bytes) {
    ObjectNode row = node(new Random(seed), second(time), true);
    row.put("padding", "x".repeat(Math.max(0, bytes - row.toString().length())));
    return row(row, time);
  }

  /** One alert in the flat form without any id. */
  public static EventRow withoutId(long seed, Instant time) {
    ObjectNode row = node(new Random(seed), second(time), false);
    row.remove("id");
    return EventRow.raw(second(time), row.toString());
  }

  /** One alert whose JSON tells no time; the server takes it as of the time given. */
  public static EventRow withoutTime(long seed, Instant time) {
    ObjectNode row = node(new Random(seed), second(time), true);
    row.remove("incident_time");
    return row(row, time);
  }

  private static List<EventRow> rows(
      long seed, int count, Instant from, Instant to, boolean nested) {
    var random = new Random(seed);
    long seconds = Math.max(1, ChronoUnit.SECONDS.between(from, to));
    var rows = new ArrayList<EventRow>(count);
    for (int i = 0; i < count; i++) {
      Instant time = second(from).plusSeconds((long) (random.nextDouble() * seconds));
      rows.add(row(node(random, time, nested), time));
    }
    rows.sort(Comparator.comparing(EventRow::time));
    return rows;
  }

  private static EventRow row(ObjectNode json, Instant time) {
    return new EventRow(json.path("id").asText(), second(time), json.toString());
  }

  private static ObjectNode node(Random random, Instant time, boolean nested) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("id", "%016x".formatted(random.nextLong()));
    row.put("incident_time", time.toString());
    row.put("module_name", pick(MODULES, random));
    row.put("sub_module", "Fake Domains");
    ObjectNode details = nested ? row.putObject("event_details") : row;
    details.put("event_id", "EVT-" + random.nextInt(100_000));
    details.put("event_summary", pick(SUMMARIES, random));
    details.putNull("description");
    details.put("source_name", "Domain registrations");
    details.put("threat_magnitude", "High");
    ObjectNode incident = nested ? details.putObject("incident_details") : row;
    if (nested) {
      incident.put("id", new UUID(random.nextLong(), random.nextLong()).toString());
    }
    incident.put("incident_id", "XVA-" + random.nextInt(100_000_000));
    incident.put(nested ? "incident_status" : "status", pick(STATES, random));
    incident.put("priority", "P" + random.nextInt(3));
    return row;
  }

  private static Instant second(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  private static String pick(List<String> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }
}
