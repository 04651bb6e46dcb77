// SPDX-License-Identifier: Apache-2.0
package io.tributary.kiteworks;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.http.FakeResponse;
import io.tributary.testkit.http.FakeServer;
import io.tributary.testkit.http.RecordedRequest;
import io.tributary.testkit.vendor.TaskContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No activity is lost on servers with replicas, gateways and limits of their own. */
class KiteworksServersTest {
  private static final Instant START = Instant.parse("2026-10-02T00:00:00Z");
  private static final int MOST_POLLS = 4000;

  private final ActivityServer server = new ActivityServer();
  private final KiteworksSourceTask task = new KiteworksSourceTask();

  private record Row(int number, Instant created) {
    String json() {
      return "{\"id\":\"a%d\",\"created\":\"%s\"}".formatted(number, created);
    }

    String largeJson() {
      return json().replace("}", ",\"text\":\"" + "x".repeat(5_000) + "\"}");
    }
  }

  private record Asked(Instant from, Instant to, int offset, int limit) {}

  /** A server of one log, whose tests decide what it answers. */
  private static final class ActivityServer extends FakeServer {
    private final List<Row> rows = new ArrayList<>();
    private final Random random = new Random(20261130);
    private boolean reordersTies;
    private int large = -1;
    private Answer answer = this::rows;

    interface Answer {
      FakeResponse to(Asked asked, List<Row> listed);
    }

    ActivityServer() {
      super(0, null);
    }

    @Override
    protected synchronized FakeResponse answer(RecordedRequest request) {
      if (request.path().equals("/oauth/token")) {
        return FakeResponse.json(200, "{\"access_token\":\"t\",\"expires_in\":3600}");
      }
      var asked =
          new Asked(
              Instant.parse(request.query("startDateTime").orElseThrow()),
              Instant.parse(request.query("endDateTime").orElseThrow()),
              Integer.parseInt(request.query("offset").orElseThrow()),
              Integer.parseInt(request.query("limit").orElseThrow()));
      return answer.to(asked, listed(asked));
    }

    private List<Row> listed(Asked asked) {
      var listed = new ArrayList<>(rows);
      if (reordersTies) {
        Collections.shuffle(listed, random);
      }
      listed.sort(Comparator.comparing(Row::created));
      listed.removeIf(
          row -> row.created().isBefore(asked.from()) || row.created().isAfter(asked.to()));
      return listed;
    }

    FakeResponse rows(Asked asked, List<Row> listed) {
      var from = Math.min(asked.offset(), listed.size());
      return page(listed.subList(from, Math.min(from + asked.limit(), listed.size())));
    }

    FakeResponse page(List<Row> page) {
      var json =
          page.stream()
              .map(row -> row.number() == large ? row.largeJson() : row.json())
              .collect(joining(","));
      return FakeResponse.json(200, "{\"events\":[" + json + "]}");
    }

    void add(int count, int perSecond) {
      IntStream.range(0, count)
          .forEach(n -> rows.add(new Row(rows.size(), START.plusSeconds(n / perSecond))));
    }
  }

  @AfterEach
  void stop() {
    task.stop();
    server.close();
  }

  @ParameterizedTest(name = "{0} rows, {1} a second")
  @CsvSource({"3000, 3", "3000, 70", "1500, 500"})
  void replicasMayListRowsOfOneTimeInAnotherOrderEachTime(int rows, int perSecond)
      throws InterruptedException {
    server.add(rows, perSecond);
    server.reordersTies = true;

    assertThat(readAll(rows)).doesNotHaveDuplicates().hasSize(rows);
  }

  @Test
  void rowsThatVanishWhileTheLogIsReadTakeNoOthersWithThem() throws InterruptedException {
    server.add(3000, 3);
    var gone = new TreeSet<Integer>();
    server.answer =
        (asked, listed) -> {
          // With each request a row vanishes that has been listed before.
          if (!listed.isEmpty() && server.rows.size() > 2700) {
            gone.add(server.rows.remove(0).number());
          }
          return server.rows(asked, listed);
        };

    var read = Set.copyOf(readAll(3000));

    assertThat(IntStream.range(0, 3000))
        .allMatch(number -> gone.contains(number) || read.contains("a" + number));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 504})
  void aGatewayThatGivesUpOnWideWindowsIsAskedForNarrowOnes(int status)
      throws InterruptedException {
    server.add(3000, 1);
    server.answer =
        (asked, listed) ->
            listed.size() > 400
                ? FakeResponse.json(status, "<html>gateway</html>")
                : server.rows(asked, listed);

    assertThat(readAll(3000)).doesNotHaveDuplicates().hasSize(3000);
  }

  @Test
  void aServerThatFailsOnDeepPagesIsReadOnFromTheLastRow() throws InterruptedException {
    server.add(3000, 1);
    server.answer =
        (asked, listed) ->
            asked.offset() + asked.limit() > 250
                ? FakeResponse.json(500, "{}")
                : server.rows(asked, listed);

    assertThat(readAll(3000)).doesNotHaveDuplicates().hasSize(3000);
  }

  @Test
  void aBodyThatIsCutAboveSomeSizeIsAskedForInSmallerPages() throws InterruptedException {
    server.add(3000, 1);
    server.answer =
        (asked, listed) -> {
          var answer = server.rows(asked, listed);
          return answer.body().length() > 3000
              ? FakeResponse.json(200, answer.body().substring(0, 3000))
              : answer;
        };

    assertThat(readAll(3000)).doesNotHaveDuplicates().hasSize(3000);
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 99})
  void aCapBelowThePageSizeIsNoEnd(int cap) throws InterruptedException {
    server.add(600, 3);
    server.answer =
        (asked, listed) -> {
          var from = Math.min(asked.offset(), listed.size());
          return server.page(listed.subList(from, Math.min(from + cap, listed.size())));
        };

    assertThat(readAll(600)).doesNotHaveDuplicates().hasSize(600);
  }

  @Test
  void rowsTakenOffAfterPagingDoNotEndTheLog() throws InterruptedException {
    server.add(1200, 1);
    server.answer =
        (asked, listed) -> {
          var from = Math.min(asked.offset(), listed.size());
          var page = listed.subList(from, Math.min(from + asked.limit(), listed.size()));
          return server.page(page.stream().filter(row -> row.number() % 3 != 0).toList());
        };

    assertThat(readAll(800)).doesNotHaveDuplicates().hasSize(800);
  }

  /** Of a server that ignores the limit, the complete rows before the cut are events. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 37, 59})
  void aRowLargerThanAResponseMayBeCostsOneMarkerEvenIfTheLimitIsIgnored(int large)
      throws InterruptedException {
    server.add(60, 3);
    server.large = large;
    server.answer =
        (asked, listed) ->
            server.page(listed.subList(Math.min(asked.offset(), listed.size()), listed.size()));

    var read = readAll(60, Map.of("response.max.bytes", "1024"));

    assertThat(read).hasSize(60).doesNotHaveDuplicates().doesNotContain("a" + large);
  }

  private List<String> readAll(int count) throws InterruptedException {
    return readAll(count, Map.of());
  }

  private List<String> readAll(int count, Map<String, String> changes) throws InterruptedException {
    var settings = new HashMap<String, String>();
    settings.put("base.url", server.url().toString());
    settings.put("auth.method", "password");
    settings.put("client.id", "id");
    settings.put("client.secret", "canary-secret-0123456789");
    settings.put("username", "audit@example.com");
    settings.put("password", "canary-password-0123456789");
    settings.put("initial.start.time.in.utc", START.toString());
    settings.put("overlap.ms", String.valueOf(Duration.ofSeconds(5).toMillis()));
    settings.put("page.size", "100");
    settings.put("requests.limits", "");
    settings.put("poll.interval.ms", "100");
    settings.put("retry.backoff.ms", "1");
    settings.put("retry.backoff.max.ms", "1");
    settings.putAll(changes);
    task.initialize(new TaskContext(Map.of(), settings));
    task.start(settings);
    var read = new ArrayList<String>();
    for (var polls = 0; read.size() < count && polls < MOST_POLLS; polls++) {
      var records = task.poll();
      for (var record : records == null ? List.<SourceRecord>of() : records) {
        read.add((String) record.key());
      }
    }
    return read;
  }
}
