package io.tributary.testkit.vendor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.testkit.http.RecordedRequest;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is asked of the events: a query in the body of a POST, or parameters alone. */
record ThreatQQuery(
    int limit,
    int offset,
    boolean descending,
    @Nullable String cursor,
    boolean types,
    Instant from) {
  /** Something the server refuses. */
  static final class Invalid extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Invalid(String reason) {
      super(reason);
    }
  }

  /** Where a cursor starts. */
  private static final String START = "*";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_LIMIT = 500;
  private static final Set<String> PARAMETERS = Set.of("limit", "offset", "sort", "with");
  private static final Set<String> SORTS = Set.of("updated_at", "updated_at,id", "-updated_at");
  private static final Set<String> RELATIONS =
      Set.of("adversaries", "attributes", "comments", "indicators", "sources", "tags", "type");
  private static final Comparator<EventRow> BY_UPDATE =
      Comparator.comparing(EventRow::time)
          .thenComparing(row -> row.key().length())
          .thenComparing(EventRow::key);

  static ThreatQQuery of(RecordedRequest request) {
    boolean posted = request.method().equals("POST");
    for (String name : request.query().keySet()) {
      require(PARAMETERS.contains(name) || (posted && name.equals("cursorMark")), name);
    }
    String cursor = request.query("cursorMark").orElse(null);
    require(cursor == null || request.query("offset").isEmpty(), "offset");
    String sort = request.query("sort").orElse("updated_at");
    require(SORTS.contains(sort), "sort");
    var relations = List.of(request.query("with").orElse("").split(","));
    require(relations.equals(List.of("")) || RELATIONS.containsAll(relations), "with");
    return new ThreatQQuery(
        number(request, "limit", 1, MAX_LIMIT, 50),
        number(request, "offset", 0, Integer.MAX_VALUE, 0),
        sort.startsWith("-"),
        cursor,
        relations.contains("type"),
        posted ? from(request.body()) : Instant.MIN);
  }

  /** The matching rows over all pages. */
  List<EventRow> select(List<EventRow> rows, boolean anyTime, boolean anyOrder) {
    // The same mess for every page, or pages would not belong together.
    Comparator<EventRow> order =
        anyOrder ? Comparator.comparingInt(row -> row.key().hashCode() * 31) : BY_UPDATE;
    return rows.stream()
        .filter(row -> anyTime || !row.time().isBefore(from))
        .sorted(descending ? order.reversed() : order)
        .toList();
  }

  /** The rows of the page. */
  List<EventRow> page(List<EventRow> all, int cap) {
    long start = cursor == null ? offset : all.stream().takeWhile(this::isBehindCursor).count();
    return all.stream().skip(start).limit(Math.min(limit, cap)).toList();
  }

  /** What stands for the rows after those; the one asked with where there are none. */
  @Nullable String nextCursor(List<EventRow> page) {
    return cursor == null || page.isEmpty() ? cursor : mark(page.get(page.size() - 1));
  }

  /** A row as it was asked for. */
  String json(EventRow row) {
    try {
      if (!types && JSON.readTree(row.json()) instanceof ObjectNode event) {
        event.remove("type");
        return event.toString();
      }
    } catch (JsonProcessingException e) {
      // Rows that are no JSON are served as they are.
    }
    return row.json();
  }

  private boolean isBehindCursor(EventRow row) {
    return !START.equals(cursor) && mark(row).compareTo(String.valueOf(cursor)) <= 0;
  }

  /** In the order of the rows: the letters of the alphabet used are in the order of the bytes. */
  private static String mark(EventRow row) {
    String place =
        "%012d %02d %s".formatted(row.time().getEpochSecond(), row.key().length(), row.key());
    var hex = new StringBuilder();
    for (byte letter : place.getBytes(StandardCharsets.UTF_8)) {
      hex.append("%02x".formatted(letter));
    }
    return hex.toString();
  }

  private static Instant from(String body) {
    try {
      JsonNode query = JSON.readTree(body);
      require(query.path("criteria").isObject(), "criteria");
      JsonNode and = query.path("filters").path("+and");
      require(and.isArray() && and.size() == 1, "filters");
      JsonNode time = and.path(0).path("updated_at").path("+gte");
      return Instant.from(ThreatQRows.TIME.parse(time.asText()));
    } catch (JsonProcessingException | DateTimeException e) {
      throw new Invalid("filters");
    }
  }

  private static int number(RecordedRequest request, String name, int least, int most, int none) {
    String text = request.query(name).orElse(Integer.toString(none));
    require(text.matches("\\d{1,9}"), name);
    int number = Integer.parseInt(text);
    require(number >= least && number <= most, name);
    return number;
  }

  private static void require(boolean met, String field) {
    if (!met) {
      throw new Invalid(field);
    }
  }
}
