package io.tributary.testkit.vendor;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Makes events of ThreatQ. Their time is that of their last update, UTC in whole seconds, written
 * without a zone. The same arguments give the same rows, ids included; different seeds give
 * different ids.
 */
public final class ThreatQRows {
  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private static final List<String> TYPES =
      List.of("Spearphish", "Watering Hole", "SQL Injection Attack", "DoS Attack", "Red Team Game");
  private static final List<String> TITLES =
      List.of(
          "Phishing wave against finance",
          "Überlastung des Ladens",
          "見張り \"night shift\" ⚠️",
          "Path C:\\drop\\kit.zip\nsecond line");
  private static final long MOST_IDS = 1L << 50;

  private ThreatQRows() {}

  /** Events last updated at random seconds of [from, to), oldest first. */
  public static List<EventRow> realistic(long seed, int count, Instant from, Instant to) {
    var random = new Random(seed);
    long seconds = Math.max(1, ChronoUnit.SECONDS.between(from, to));
    var rows = new ArrayList<EventRow>(count);
    for (int i = 0; i < count; i++) {
      Instant time = second(from).plusSeconds((long) (random.nextDouble() * seconds));
      rows.add(row(node(random, time), time));
    }
    rows.sort(Comparator.comparing(EventRow::time));
    return rows;
  }

  /** Events all updated in one second, as by an import. */
  public static List<EventRow> inOneSecond(long seed, int count, Instant time) {
    return realistic(seed, count, time, time);
  }

  /** One event of the named type. */
  public static EventRow ofType(long seed, String type, Instant time) {
    ObjectNode row = node(new Random(seed), second(time));
    row.withObject("/type").put("name", type);
    return row(row, time);
  }

  /** One event without an id. */
  public static EventRow withoutId(long seed, Instant time) {
    ObjectNode row = node(new Random(seed), second(time));
    row.remove("id");
    return EventRow.raw(second(time), row.toString());
  }

  /** The same event as after an update at the given time: same id. */
  public static EventRow updated(EventRow event, Instant time) {
    String now = "\"updated_at\":\"" + TIME.format(time) + '"';
    String json = event.json().replaceFirst("\"updated_at\":\"[^\"]*\"", now);
    return new EventRow(event.id(), second(time), json);
  }

  private static EventRow row(ObjectNode json, Instant time) {
    return new EventRow(json.path("id").asText(), second(time), json.toString());
  }

  private static ObjectNode node(Random random, Instant time) {
    int type = random.nextInt(TYPES.size());
    String created = TIME.format(time.minusSeconds(random.nextInt(86_400)));
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("id", random.nextLong(MOST_IDS));
    row.put("type_id", type + 1);
    row.put("title", TITLES.get(random.nextInt(TITLES.size())));
    row.put("description", "<p>Three senders, one kit.</p>");
    row.put("happened_at", created);
    row.put("hash", "%016x%016x".formatted(random.nextLong(), random.nextLong()));
    row.put("created_at", created);
    row.put("updated_at", TIME.format(time));
    row.put("touched_at", TIME.format(time));
    row.putObject("type")
        .put("id", type + 1)
        .put("name", TYPES.get(type))
        .put("user_editable", type == TYPES.size() - 1 ? "Y" : "N")
        .put("created_at", "2020-06-29 17:13:28")
        .put("updated_at", "2020-06-29 17:13:28");
    return row;
  }

  private static Instant second(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
