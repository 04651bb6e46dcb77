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
import java.util.UUID;

/**
 * Makes rows of the Kiteworks activity log. Times are UTC in whole seconds and are written with
 * {@code +0000}. The same arguments give the same rows, ids included; different seeds give
 * different ids.
 */
public final class ActivityRows {
  private static final DateTimeFormatter CREATED =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'+0000'").withZone(ZoneOffset.UTC);
  private static final List<String> EVENTS =
      List.of(
          "user_logged_in",
          "admin_logged_in",
          "session_started",
          "user_login_failed",
          "add_file",
          "add_file_version",
          "download_file",
          "view_file",
          "delete_file",
          "modify_permission",
          "send_mail",
          "view_mail",
          "alerts");
  private static final List<String> CLIENTS =
      List.of(
          "Kiteworks Web User",
          "Private Data Network Admin",
          "SFTP client",
          "Automation Agent for Linux");
  private static final List<String> PEOPLE =
      List.of(
          "alice.admin@example.com", "bob@partner.example", "josé@bücher.example", "李雷@例子.example");
  private static final List<String> FILES =
      List.of("ledger.csv", "Übersicht \"Q1\".xlsx", "C:\\temp\\a.txt", "絵文字😀.pdf", "a\tb\nc.txt");

  private ActivityRows() {}

  /** Rows as seen on servers, at random seconds of [from, to), oldest first. */
  public static List<EventRow> realistic(long seed, int count, Instant from, Instant to) {
    var random = new Random(seed);
    long seconds = Math.max(1, ChronoUnit.SECONDS.between(from, to));
    var rows = new ArrayList<EventRow>(count);
    for (int i = 0; i < count; i++) {
      rows.add(observed(random, second(from).plusSeconds((long) (random.nextDouble() * seconds))));
    }
    rows.sort(Comparator.comparing(EventRow::time));
    return rows;
  }

  /** Rows as seen on servers, all in one second. */
  public static List<EventRow> inOneSecond(long seed, int count, Instant time) {
    return realistic(seed, count, time, time);
  }

  /** Rows as documented: integer ids, which ascend with the time, other field names. */
  public static List<EventRow> documented(long seed, int count, Instant from, Instant to) {
    var rows = new ArrayList<EventRow>(count);
    long id = 17_000_000 + (seed & 0xffff) * 1_000_000;
    for (EventRow row : realistic(seed, count, from, to)) {
      rows.add(documented(id++, row.time(), new Random(id)));
    }
    return rows;
  }

  /** One row whose JSON has at least so many bytes. */
  public static EventRow ofSize(long seed, Instant time, int bytes) {
    ObjectNode row = node(new Random(seed), second(time));
    row.put("padding", "x".repeat(Math.max(0, bytes - row.toString().length())));
    return row(row, time);
  }

  /** One row without an id. */
  public static EventRow withoutId(long seed, Instant time) {
    ObjectNode row = node(new Random(seed), second(time));
    row.remove("id");
    return EventRow.raw(second(time), row.toString());
  }

  /** One row whose JSON tells no time; the server takes it as of the time given. */
  public static EventRow withoutTime(long seed, Instant time) {
    ObjectNode row = node(new Random(seed), second(time));
    row.remove("created");
    return row(row, time);
  }

  private static EventRow observed(Random random, Instant time) {
    return row(node(random, time), time);
  }

  private static EventRow row(ObjectNode json, Instant time) {
    return new EventRow(json.path("id").asText(), second(time), json.toString());
  }

  private static ObjectNode node(Random random, Instant time) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    String event = pick(EVENTS, random);
    String person = pick(PEOPLE, random);
    row.put("id", new UUID(random.nextLong(), random.nextLong()).toString());
    row.put("created", CREATED.format(time));
    row.put("eventName", event);
    row.put("description", person + ": " + event);
    row.put("successful", !event.endsWith("_failed"));
    row.put("userName", person);
    row.put("ipAddress", "203.0.113." + random.nextInt(256));
    row.put("clientName", pick(CLIENTS, random));
    row.put("geolocationId", random.nextInt(900));
    data(row, random);
    return row;
  }

  private static EventRow documented(long id, Instant time, Random random) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    String event = pick(EVENTS, random);
    row.put("id", id);
    row.put("created", CREATED.format(time));
    row.put("event", event);
    row.put("message", pick(FILES, random) + ": " + event);
    row.put("type", "file_changes");
    row.put("successful", 1);
    row.putObject("user").put("userId", random.nextInt(5000)).put("email", pick(PEOPLE, random));
    row.putArray("permissions").add("download");
    data(row, random);
    return new EventRow(Long.toString(id), time, row.toString());
  }

  private static void data(ObjectNode row, Random random) {
    ObjectNode data = row.putObject("data");
    String name = pick(FILES, random);
    ObjectNode file = data.putObject("file");
    file.put("id", new UUID(random.nextLong(), random.nextLong()).toString());
    file.put("name", name).put("path", "Finance/Q1/" + name).put("size", random.nextInt(1 << 20));
    file.put("hash", "Generating...").putArray("fingerprints").addObject().put("algo", "md5");
    data.putNull("error");
    data.putArray("policies");
  }

  private static Instant second(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  private static String pick(List<String> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }
}
