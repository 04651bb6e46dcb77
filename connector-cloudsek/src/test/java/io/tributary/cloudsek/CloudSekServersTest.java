// SPDX-License-Identifier: Apache-2.0
package io.tributary.cloudsek;

import static java.util.Comparator.reverseOrder;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.testkit.http.FakeResponse;
import io.tributary.testkit.http.FakeServer;
import io.tributary.testkit.http.RecordedRequest;
import io.tributary.testkit.vendor.TaskContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No alert is lost on servers that page as ordinary web frameworks, caches and gateways do. */
class CloudSekServersTest {
  private static final Instant START = Instant.parse("2026-10-02T00:00:00Z");
  private static final int MOST_POLLS = 600;

  private final ListServer server = new ListServer();
  private final CloudSekSourceTask task = new CloudSekSourceTask();
  private final List<String> read = new ArrayList<>();

  /** A server of one list, whose tests decide how it pages. */
  private static final class ListServer extends FakeServer {
    private List<Integer> alerts = List.of();
    private int perSecond = 1;
    private int large = -1;
    private String envelope = "";
    private Pages pages = (page, limit) -> FakeResponse.json(500, "{}");

    interface Pages {
      FakeResponse page(int page, int limit);
    }

    ListServer() {
      super(0, null);
    }

    @Override
    protected synchronized FakeResponse answer(RecordedRequest request) {
      return pages.page(
          Integer.parseInt(request.query("page").orElseThrow()),
          Integer.parseInt(request.query("limit").orElseThrow()));
    }

    FakeResponse rows(int page, int limit) {
      var from = Math.min((page - 1) * limit, alerts.size());
      var rows = alerts.subList(from, Math.min(from + limit, alerts.size()));
      return FakeResponse.json(200, "{\"data\":[" + json(rows) + "]" + envelope + "}");
    }

    private String json(List<Integer> rows) {
      return rows.stream()
          .map(
              n ->
                  "{\"id\":\"a%d\",\"incident_time\":\"%s\"%s}"
                      .formatted(
                          n,
                          START.plusSeconds(n / perSecond),
                          n == large ? ",\"text\":\"" + "x".repeat(50_000) + "\"" : ""))
          .collect(joining(","));
    }
  }

  @AfterEach
  void stop() {
    task.stop();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 400, 404, 410, 416, 422})
  void aRefusedPageBehindTheLastIsTheEndOfTheList(int status) throws InterruptedException {
    server.alerts = numbers(40);
    server.pages =
        (page, limit) ->
            (page - 1) * limit < 40 ? server.rows(page, limit) : FakeResponse.json(status, "");

    assertThat(readAll(40)).doesNotHaveDuplicates().hasSize(40);
  }

  @Test
  void theReadablePagesOfAListGoOutThoughALaterPageFailsForever() throws InterruptedException {
    server.alerts = numbers(60);
    server.pages =
        (page, limit) ->
            (page - 1) * limit < 40 ? server.rows(page, limit) : FakeResponse.json(500, "{}");

    assertThat(readAll(40)).doesNotHaveDuplicates().hasSize(40);

    server.pages = server::rows;
    assertThat(readAll(60)).doesNotHaveDuplicates().hasSize(60);
  }

  /** No page equals another one. Read without end, they would end the worker. */
  @Test
  void aServerThatIgnoresPagingAndSignsEachLinkAnewHasOnePage() throws InterruptedException {
    server.pages =
        (page, limit) ->
            FakeResponse.json(
                200,
                numbers(limit).stream()
                    .map(
                        n ->
                            "{\"incident_time\":\"%s\",\"link\":\"?signature=%d\"}"
                                .formatted(START.plusSeconds(n), server.requestCount()))
                    .collect(joining(",", "[", "]")));

    readAll(20);

    assertThat(server.requests()).hasSizeLessThan(30);
  }

  @Test
  void aServerThatPagesOverFewerAlertsThanItReportsIsReadAsFarAsItGoes()
      throws InterruptedException {
    server.alerts = numbers(300);
    server.envelope = ",\"total_count\":350";
    server.pages =
        (page, limit) ->
            (page - 1) * limit < 300 ? server.rows(page, limit) : FakeResponse.json(404, "{}");

    assertThat(readAll(300)).doesNotHaveDuplicates().hasSize(300);
  }

  @Test
  void aListThatShrinksBetweenTwoPagesIsReadToItsEnd() throws InterruptedException {
    server.alerts = numbers(60);
    server.pages =
        (page, limit) -> {
          server.envelope = ",\"total_count\":" + server.alerts.size();
          var answer =
              (page - 1) * limit < server.alerts.size()
                  ? server.rows(page, limit)
                  : FakeResponse.json(404, "{}");
          server.alerts = numbers(35);
          return answer;
        };

    assertThat(readAll(35)).contains("a34").doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"total_page\":3,\"total_count\":54",
        ",\"total_page\":1",
        ",\"total_page\":4,\"total_count\":20"
      })
  void ofTwoPagingFieldsTheGreaterOneCounts(String envelope) throws InterruptedException {
    var alerts = envelope.contains("count") ? 54 : 20;
    server.alerts = numbers(envelope.endsWith(":20") ? 64 : alerts);
    server.envelope = envelope;
    server.pages = server::rows;

    assertThat(readAll(server.alerts.size())).hasSize(server.alerts.size());
  }

  @Test
  void totalsOfTwoCachesCostFewRequests() throws InterruptedException {
    server.alerts = numbers(66);
    server.pages =
        (page, limit) -> {
          server.envelope = ",\"total_count\":" + (page == 1 ? 68 : 66);
          return server.rows(page, limit);
        };

    assertThat(readAll(66)).hasSize(66);
    assertThat(server.requests()).hasSizeLessThan(30);
  }

  @Test
  void alertsTakenOffAfterPagingDoNotEndTheList() throws InterruptedException {
    server.alerts = numbers(600);
    server.pages =
        (page, limit) -> {
          var rows = server.alerts;
          var from = Math.min((page - 1) * limit, 600);
          var shown =
              rows.subList(from, Math.min(from + limit, 600)).stream()
                  .filter(n -> n % 150 != 7)
                  .toList();
          return FakeResponse.json(200, "{\"data\":[" + server.json(shown) + "]}");
        };

    assertThat(readAll(596)).doesNotHaveDuplicates().hasSize(596);
  }

  @ParameterizedTest
  @ValueSource(strings = {"desc", "asc", "unknown"})
  void alertsOfOneTimeMayComeInAnotherOrderEachTime(String order) throws InterruptedException {
    var random = new Random(20261130);
    server.perSecond = 5;
    server.alerts = numbers(500);
    server.envelope = ",\"total_count\":500";
    server.pages =
        (page, limit) -> {
          var groups = new ArrayList<List<Integer>>();
          for (var from = 0; from < 500; from += 5) {
            var group = new ArrayList<>(numbers(500).subList(from, from + 5));
            Collections.shuffle(group, random);
            groups.add(group);
          }
          if (order.equals("desc")) {
            Collections.reverse(groups);
          }
          server.alerts = groups.stream().flatMap(List::stream).toList();
          return server.rows(page, limit);
        };

    assertThat(readAll(500, Map.of("sort.order", order))).doesNotHaveDuplicates().hasSize(500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"asc", "unknown"})
  void aListThatLosesRowsAtItsFrontAsItGrowsAtItsEndIsReadWhole(String order)
      throws InterruptedException {
    server.envelope = ",\"total_count\":300";
    var requests = new int[1];
    server.pages =
        (page, limit) -> {
          // One alert falls off and one is added with every second request, for a while.
          var gone = Math.min(requests[0]++ / 2, 25);
          server.alerts = IntStream.range(gone, 300 + gone).boxed().toList();
          return server.rows(page, limit);
        };

    var all = readAll(300, Map.of("sort.order", order));

    assertThat(all)
        .contains(IntStream.range(25, 300).mapToObj(n -> "a" + n).toArray(String[]::new));
  }

  /** With one alert per page, a page number is an alert. */
  @ParameterizedTest
  @ValueSource(strings = {"desc", "asc", "unknown"})
  void anAlertLargerThanAResponseMayBeCostsOneMarker(String order) throws InterruptedException {
    server.alerts =
        order.equals("desc") ? numbers(60).stream().sorted(reverseOrder()).toList() : numbers(60);
    server.large = 30;
    server.envelope = ",\"total_count\":60";
    server.pages = server::rows;

    var all = readAll(60, Map.of("sort.order", order, "response.max.bytes", "16000"));

    assertThat(all).hasSize(60).doesNotHaveDuplicates().doesNotContain("a30");
  }

  @Test
  void anAlertThatIsTooLargeIsNotSkippedOnAServerThatIgnoresTheLimit() {
    server.alerts = numbers(40);
    server.large = 3;
    server.pages = (page, limit) -> server.rows(page, 20);

    assertThatThrownBy(() -> readAll(40, Map.of("response.max.bytes", "1500")))
        .hasMessageContaining("ApiError 492");
    assertThat(read).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 41", "20, 20, 40", "39, 20, 40"})
  void theAlertsBehindItComeOnceItIsGone(int large, int before, int all)
      throws InterruptedException {
    server.alerts = numbers(40);
    server.large = large;
    server.pages = (page, limit) -> server.rows(page, 20);
    assertThat(readAll(before, Map.of("response.max.bytes", "1500"))).hasSize(before);

    server.large = -1;

    assertThat(readAll(all)).doesNotHaveDuplicates().hasSize(all).contains("a" + large, "a39");
  }

  private List<String> readAll(int count) throws InterruptedException {
    return readAll(count, Map.of());
  }

  /** Starts the task with pages of 20, or goes on, until so many alerts have been read. */
  private List<String> readAll(int count, Map<String, String> changes) throws InterruptedException {
    if (read.isEmpty()) {
      start(changes);
    }
    for (var polls = 0; read.size() < count && polls < MOST_POLLS; polls++) {
      var records = task.poll();
      for (var record : records == null ? List.<SourceRecord>of() : records) {
        read.add((String) record.key());
      }
    }
    return read;
  }

  private void start(Map<String, String> changes) {
    var settings = new HashMap<String, String>();
    settings.put("base.url", server.url().toString());
    settings.put("token", "canary-token-0123456789");
    settings.put("initial.start.time.in.utc", START.toString());
    settings.put("overlap.ms", String.valueOf(Duration.ofSeconds(5).toMillis()));
    settings.put("page.size", "20");
    settings.put("requests.limits", "");
    settings.put("poll.interval.ms", "100");
    settings.put("retry.backoff.ms", "1");
    settings.put("retry.backoff.max.ms", "1");
    settings.putAll(changes);
    task.initialize(new TaskContext(Map.of(), settings));
    task.start(settings);
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }
}
