package io.tributary.testkit.vendor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testkit.http.RecordedRequest;
import io.tributary.testkit.vendor.FakeCloudSek.Order;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The query of an alert list. A range, where given, counts as [start, end). */
record AlertQuery(int page, int limit, Instant from, Instant to, Set<String> modules) {
  /** A parameter that the server refuses. */
  static final class Invalid extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Invalid(String reason) {
      super(reason);
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_LIMIT = 100;
  private static final Set<String> PARAMETERS =
      Set.of("page", "limit", "days", "start_date", "end_date", "module_name");

  static AlertQuery of(RecordedRequest request, Instant now) {
    for (String name : request.query().keySet()) {
      if (!PARAMETERS.contains(name)) {
        throw new Invalid(name + " is unknown");
      }
    }
    int days = number(request, "days", -1);
    Instant from = time(request, "start_date", Instant.MIN);
    if (days >= 0) {
      from = now.truncatedTo(ChronoUnit.DAYS).minus(days, ChronoUnit.DAYS);
    }
    return new AlertQuery(
        atLeastOne(request, "page", 1),
        Math.min(MAX_LIMIT, atLeastOne(request, "limit", 10)),
        from,
        time(request, "end_date", Instant.MAX),
        Set.copyOf(request.query().getOrDefault("module_name", List.of())));
  }

  /** The matching rows over all pages; the rows given are ascending in time. */
  List<EventRow> select(List<EventRow> rows, Order order, boolean anyTime) {
    var matching = new ArrayList<EventRow>();
    for (EventRow row : rows) {
      boolean inTime = anyTime || (!row.time().isBefore(from) && row.time().isBefore(to));
      if (inTime && (modules.isEmpty() || modules.contains(module(row)))) {
        matching.add(row);
      }
    }
    switch (order) {
      case NEWEST_FIRST -> Collections.reverse(matching);
      // The same mess for every page, or pages would not belong together.
      case SHUFFLED -> matching.sort(Comparator.comparingInt(row -> row.key().hashCode() * 31));
      case OLDEST_FIRST -> {}
    }
    return matching;
  }

  private static String module(EventRow row) {
    try {
      return JSON.readTree(row.json()).path("module_name").asText();
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  private static int atLeastOne(RecordedRequest request, String name, int none) {
    int value = number(request, name, none);
    if (value < 1) {
      throw new Invalid(name + " is below 1");
    }
    return value;
  }

  private static int number(RecordedRequest request, String name, int none) {
    String text = request.query(name).orElse(Integer.toString(none));
    if (request.query(name).isPresent() && !text.matches("\\d{1,9}")) {
      throw new Invalid(name + " is no number");
    }
    return Integer.parseInt(text);
  }

  /** ISO with offset, a date, or Unix seconds or milliseconds. */
  private static Instant time(RecordedRequest request, String name, Instant none) {
    String text = request.query(name).orElse("");
    try {
      if (text.isEmpty()) {
        return none;
      } else if (text.matches("\\d{10}")) {
        return Instant.ofEpochSecond(Long.parseLong(text));
      } else if (text.matches("\\d{13}")) {
        return Instant.ofEpochMilli(Long.parseLong(text));
      } else if (text.length() == 10) {
        return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
      }
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new Invalid(name + " is no time");
    }
  }
}
