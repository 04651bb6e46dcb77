package io.tributary.testkit.vendor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testkit.http.RecordedRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The query of an activities request, checked as strictly as the documents allow. */
record ActivityQuery(
    Instant start, Instant end, String orderBy, int limit, int offset, Set<String> filters) {
  /** A parameter that the server refuses. */
  static final class Invalid extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Invalid(String reason) {
      super(reason);
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> PARAMETERS =
      Set.of(
          "startDateTime",
          "endDateTime",
          "orderBy",
          "limit",
          "offset",
          "compact",
          "eventFilters:in",
          "objectIds:in",
          "userId",
          "maxPages");
  private static final Map<String, String> ORDERS =
      Map.of(
          "created", "created",
          "client", "clientName",
          "username", "userName",
          "ip_address", "ipAddress");
  private static final Map<String, Set<String>> FILTERS =
      Map.of(
          "valid_login", Set.of("user_logged_in", "admin_logged_in", "session_started"),
          "invalid_login", Set.of("user_login_failed", "admin_login_failed", "tfa_login_failed"),
          "file_upload", Set.of("add_file", "add_file_version", "upload", "ec_upload_file"),
          "file_download", Set.of("download", "download_file", "download_zip"),
          "sent", Set.of("send_mail", "send_message"),
          "received", Set.of("view_mail", "view_message"),
          "file_view", Set.of("view_file", "view_attachment"));

  static ActivityQuery of(RecordedRequest request) {
    for (var parameter : request.query().entrySet()) {
      require(PARAMETERS.contains(parameter.getKey()), parameter.getKey() + " is unknown");
      boolean list = parameter.getKey().endsWith(":in");
      require(list || parameter.getValue().size() == 1, parameter.getKey() + " is repeated");
    }
    String compact = request.query("compact").orElse("false");
    require(compact.equals("true") || compact.equals("false"), "compact is no boolean");
    String order = request.query("orderBy").orElse("created:desc");
    require(ORDERS.containsKey(order.replaceFirst(":(asc|desc)$", "")), "orderBy is unknown");
    require(order.contains(":"), "orderBy has no direction");
    Instant start = time(request, "startDateTime");
    Instant end = time(request, "endDateTime");
    require(!end.isBefore(start), "endDateTime is before startDateTime");
    int limit = number(request, "limit", 25, 1, 10_000);
    int offset = number(request, "offset", 0, 0, Integer.MAX_VALUE);
    return new ActivityQuery(start, end, order, limit, offset, filters(request));
  }

  /** The rows that match, in the order asked for; the rows given are ascending in time. */
  List<EventRow> select(List<EventRow> rows) {
    List<EventRow> matching =
        filters.isEmpty()
            ? rows
            : rows.stream()
                .filter(r -> filters.contains(field(r, "eventName") + field(r, "event")))
                .toList();
    String field = ORDERS.get(orderBy.substring(0, orderBy.indexOf(':')));
    if (field != null && !field.equals("created")) {
      matching = matching.stream().sorted(Comparator.comparing(r -> field(r, field))).toList();
    }
    return orderBy.endsWith(":desc") ? reversed(matching) : matching;
  }

  private static List<EventRow> reversed(List<EventRow> rows) {
    return new AbstractList<>() {
      @Override
      public EventRow get(int index) {
        return rows.get(rows.size() - 1 - index);
      }

      @Override
      public int size() {
        return rows.size();
      }
    };
  }

  private static String field(EventRow row, String name) {
    try {
      return JSON.readTree(row.json()).path(name).asText();
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  private static Set<String> filters(RecordedRequest request) {
    var events = new java.util.TreeSet<String>();
    for (String value : request.query().getOrDefault("eventFilters:in", List.of())) {
      for (String name : Arrays.asList(value.split(",", -1))) {
        Set<String> known = FILTERS.get(name);
        require(known != null, "eventFilters:in has no value " + name);
        events.addAll(known == null ? Set.of() : known);
      }
    }
    return events;
  }

  private static Instant time(RecordedRequest request, String name) {
    String text = request.query(name).orElse("");
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new Invalid(name + " is no date and time");
    }
  }

  private static int number(RecordedRequest request, String name, int none, int min, int max) {
    String text = request.query(name).orElse(Integer.toString(none));
    boolean digits = text.matches("\\d{1,9}");
    require(digits, name + " is no number");
    int value = Integer.parseInt(text);
    require(value >= min && value <= max, name + " is out of range");
    return value;
  }

  private static void require(boolean met, String otherwise) {
    if (!met) {
      throw new Invalid(otherwise);
    }
  }
}
