// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static io.tributary.common.metrics.LossSignal.ORDER_BROKEN;
import static java.time.temporal.ChronoUnit.SECONDS;

import io.tributary.common.metrics.LossSignal;
import io.tributary.testkit.http.FakeResponse;
import io.tributary.testkit.http.FakeServer;
import io.tributary.testkit.http.RecordedRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A server of one list of alerts in pages, oldest first, with the oddity that provokes one signal
 * of a possible loss, and the settings of a source that reads it.
 */
final class OddVendor extends FakeServer {
  /** More than a source can remember. */
  private static final int VERY_MANY = 31_000;

  private static final int LARGE_PAGE = 5_000;
  private static final int HORIZON_HOURS = 48;

  private final LossSignal oddity;
  private final Instant start = Instant.now().truncatedTo(ChronoUnit.HOURS).minusSeconds(36_000);
  private final List<String> alerts = new ArrayList<>();
  private int answers;

  OddVendor(LossSignal oddity) {
    super(0, null);
    this.oddity = oddity;
    alerts.addAll(
        switch (oddity) {
          case OVERLAP_SHRUNK, HORIZON_SHRUNK -> rows(VERY_MANY, n -> alert(n, n));
          case ORDER_BROKEN -> rows(300, n -> alert(n, n));
          case EVENTS_DEFERRED -> rows(6_000, n -> alert(n, n < 60 ? n : 3_000_000_000L));
          case EVENTS_WITHHELD -> rows(60, n -> n == 7 ? "\"text\"" : alert(n, n));
          case EVENTS_UNREADABLE -> rows(60, n -> alert(n, n, n == 7 ? "{\"\\ud83d\":1}" : "1"));
          case EVENTS_OVERSIZE ->
              rows(60, n -> alert(n, n, n == 7 ? '"' + "x".repeat(5_000) + '"' : "1"));
          case EVENTS_UNMAPPABLE ->
              rows(60, n -> alert(n, n, n == 7 ? "{\"" + "x".repeat(60_000) + "\":1}" : "1"));
          default -> rows(60, n -> alert(n, n));
        });
  }

  /** The settings in addition to those of every source. */
  Map<String, String> settings() {
    var settings = new HashMap<String, String>();
    settings.put("connector.class", "io.tributary.cloudsek.CloudSekSourceConnector");
    settings.put("base.url", url().toString());
    settings.put("token", "canary-token-0123456789");
    settings.put("initial.start.time.in.utc", start.toString());
    settings.put("connection.check.enabled", "false");
    settings.put("requests.limits", "");
    settings.put("page.size", "20");
    settings.put("overlap.ms", "10000");
    settings.put("sweep.horizon.ms", "0");
    settings.put("poll.interval.ms", "500");
    settings.put("retry.backoff.ms", "1");
    settings.put("retry.backoff.max.ms", "50");
    settings.putAll(
        switch (oddity) {
          case OVERLAP_SHRUNK -> Map.of("overlap.ms", hours(HORIZON_HOURS));
          case HORIZON_SHRUNK ->
              Map.of("sweep.horizon.ms", hours(HORIZON_HOURS), "sweep.interval.ms", "1000");
          // The only one of the two that requests a page by the time at which it begins.
          case ORDER_BROKEN ->
              Map.of(
                  "connector.class",
                  "io.tributary.kiteworks.KiteworksSourceConnector",
                  "auth.method",
                  "password",
                  "client.id",
                  "id",
                  "client.secret",
                  "canary-secret-0123456789",
                  "username",
                  "audit@example.com",
                  "password",
                  "canary-password-0123456789");
          case EVENTS_WITHHELD -> Map.of("obfuscation.rules", "[{\"name\":[\"user\"]}]");
          case EVENTS_OVERSIZE -> Map.of("event.max.bytes", "1024");
          case EVENTS_UNMAPPABLE ->
              Map.of(
                  "value.format",
                  "map",
                  "value.converter",
                  "org.apache.kafka.connect.json.JsonConverter",
                  "value.converter.schemas.enable",
                  "false");
          default -> Map.of();
        });
    return settings;
  }

  private static String hours(int hours) {
    return String.valueOf(hours * 3_600_000L);
  }

  @Override
  protected synchronized FakeResponse answer(RecordedRequest request) {
    if (request.path().equals("/oauth/token")) {
      return FakeResponse.json(200, "{\"access_token\":\"t\",\"expires_in\":3600}");
    }
    var page = request.query("page").map(Integer::parseInt).orElse(1);
    var size = Integer.parseInt(request.query("limit").orElseThrow());
    answers++;
    return switch (oddity) {
      case RETENTION_GAP -> answers > 10 ? list(List.of(), "") : page(page, size, "");
      case OVERLAP_SHRUNK, HORIZON_SHRUNK -> page(page, LARGE_PAGE, "");
      case ROWS_MISSING -> page(page, size, ",\"total_count\":90");
      case ROWS_MOVED -> moved(page, size);
      case LIST_GIVEN_UP -> page > 2 ? FakeResponse.json(500, "{}") : page(page, size, "");
      case TIME_FILTER_IGNORED ->
          list(rows(60, n -> alert(n, n - 400 * 86_400L)).subList(0, size), "");
      case PAGE_REPEATED -> page(1, size, "");
      case EVENTS_CHANGED -> list(rows(page > 1 ? 0 : 15, this::withSignedLink), "");
      case ORDER_BROKEN -> from(request, size);
      default -> page(page, size, "");
    };
  }

  /** A list that loses its first row, and gets another last one, with each answer. */
  private FakeResponse moved(int page, int size) {
    var before = (page - 1) * size;
    var first = answers + before;
    var rows = Math.max(0, Math.min(size, 60 - before));
    return list(rows(rows, n -> alert(first + n, first + n)), ",\"total_count\":60");
  }

  /** The alerts from the requested time on, in order at first. */
  private FakeResponse from(RecordedRequest request, int size) {
    var time = Instant.parse(request.query("startDateTime").orElseThrow()).plusMillis(1);
    var row = Integer.parseInt(request.query("offset").orElseThrow());
    var first = (int) Math.min(alerts.size(), Math.max(0, start.until(time, SECONDS)) + row);
    var rows = new ArrayList<>(alerts.subList(first, Math.min(first + size, alerts.size())));
    if (answers > 5) {
      Collections.reverse(rows);
    }
    return list(rows, "");
  }

  private String withSignedLink(int number) {
    return "{\"incident_time\":\"%s\",\"link\":\"%d\"}".formatted(at(number), answers);
  }

  private FakeResponse page(int page, int size, String envelope) {
    var from = Math.min((page - 1) * size, alerts.size());
    return list(alerts.subList(from, Math.min(from + size, alerts.size())), envelope);
  }

  private static FakeResponse list(List<String> rows, String envelope) {
    return FakeResponse.json(200, "{\"data\":[" + String.join(",", rows) + "]" + envelope + "}");
  }

  private static List<String> rows(int count, IntFunction<String> row) {
    return IntStream.range(0, count).mapToObj(row).toList();
  }

  private String alert(int number, long second) {
    return alert(number, second, "1");
  }

  private String alert(int number, long second, String text) {
    return "{\"id\":\"a%d\",\"%s\":\"%s\",\"text\":%s}"
        .formatted(number, oddity == ORDER_BROKEN ? "created" : "incident_time", at(second), text);
  }

  private Instant at(long second) {
    return start.plusSeconds(second);
  }
}
