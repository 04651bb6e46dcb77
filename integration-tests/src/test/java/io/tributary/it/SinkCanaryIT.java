// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.connect.WorkerProcess;
import io.tributary.testkit.devo.FakeDevoHttp;
import io.tributary.testkit.http.Fault;
import io.tributary.testkit.http.Spellings;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * The token of the sink is nowhere, whatever Devo answers and however it spells it: not in the
 * worker's log at DEBUG, the REST API, JMX, or the headers of dead letters.
 */
class SinkCanaryIT {
  private static final String NAME = "sink-canary";
  private static final String QUEUE = "errors.deadletterqueue.topic.name";
  private static final String SECRET = "canary+K/9=<&4711";
  private static final List<String> SPELLINGS = Spellings.of(SECRET);
  private static final Duration SOON = Duration.ofSeconds(60);

  private final StringBuilder seen = new StringBuilder();

  @Test
  void theTokenIsNowhere() throws IOException {
    try (var devo = FakeDevoHttp.start(SinkSettings.CERTIFICATES);
        var worker = Stack.newWorker(NAME, true);
        var jmx = WorkerJmx.of(worker)) {
      worker.client().setLoggerLevel("io.tributary", "DEBUG");
      devo.accept(SECRET);
      devo.refuseWith(SinkCanaryIT::refusal);
      var topic = new SinkTopic(NAME);
      IntStream.range(0, SPELLINGS.size())
          .forEach(
              i -> {
                topic.add("{\"good\":" + i + "}", Map.of());
                topic.add("{\"bad\":" + i + "}", Map.of());
              });
      topic.add("{\"good\":-1}", Map.of());
      topic.flush();
      var config = config(devo);
      worker.client().create(NAME, config);

      var letters = Stack.reader().untilCount(config.get(QUEUE), SPELLINGS.size(), SOON);
      letters.forEach(this::see);
      failForAWhile(devo, topic);
      devo.faults().always(answer(401, String.join(" ", SPELLINGS)));
      topic.add("{\"good\":-2}", Map.of());
      topic.flush();
      var task = worker.client().awaitTaskState(NAME, 0, "FAILED", SOON);
      refuseSettings(worker, config);

      assertThat(seen).contains("does not look like Devo's HTTP intake");
      assertThat(letters).allSatisfy(SinkCanaryIT::saysWhy);
      assertThat(task.trace()).contains("SinkError 606", "[hidden]");
      seen.append(worker.client().get("/connectors/" + NAME + "/status"))
          .append(worker.client().get("/connectors/" + NAME + "/offsets"))
          .append(jmx.dump())
          .append(Files.readString(worker.log()));
      assertThat(seen).contains("SinkError 609", "last-error", "sink-canary: ");
      for (var spelling : SPELLINGS) {
        assertThat(seen.indexOf(spelling))
            .as("%s is in %s", spelling, around(spelling))
            .isNegative();
      }
    }
  }

  private static Map<String, String> config(FakeDevoHttp devo) {
    var config = SinkSettings.of(NAME, devo.url().toString());
    config.put("domain", FakeDevoHttp.DOMAIN);
    config.put("token", SECRET);
    config.put("trouble.patience.ms", "1000");
    config.put(QUEUE, NAME + "-rejected");
    config.put("errors.deadletterqueue.topic.replication.factor", "1");
    config.put("errors.deadletterqueue.context.headers.enable", "true");
    return config;
  }

  /** What Devo says of each bad event. */
  private static Optional<String> refusal(String event) {
    return event.startsWith("{\"bad\":")
        ? Optional.of(
            "no " + SPELLINGS.get(Integer.parseInt(event.replaceAll("\\D", ""))) + " here")
        : Optional.empty();
  }

  private static Fault answer(int status, String text) {
    return Fault.status(
        status, Map.of("Content-Type", "text/html; x=" + text, "Location", "/" + text), text);
  }

  /** A fault for each spelling, none of which ends the task. */
  private static void failForAWhile(FakeDevoHttp devo, SinkTopic topic) {
    var before = devo.faults().count();
    var statuses = List.of(500, 503, 429);
    for (var i = 0; i < SPELLINGS.size(); i++) {
      devo.faults().next(answer(statuses.get(i % statuses.size()), SPELLINGS.get(i)));
    }
    topic.add("{\"good\":-3}", Map.of());
    topic.flush();
    Awaitility.await().atMost(SOON).until(() -> devo.faults().count() == before + SPELLINGS.size());
  }

  private void refuseSettings(WorkerProcess worker, Map<String, String> config) {
    for (var status : List.of(200, 302, 400, 404)) {
      SPELLINGS.forEach(
          spelling -> {
            var type = config.get("connector.class");
            try (var devo = FakeDevoHttp.start(SinkSettings.CERTIFICATES)) {
              devo.faults().always(answer(status, spelling));
              config.put("endpoint", devo.url().toString());
              var named = new HashMap<>(config);
              named.put("name", "refused");
              seen.append(worker.client().validate(type, named));
            }
          });
    }
  }

  private void see(ConsumerRecord<String, String> letter) {
    seen.append(letter);
    letter.headers().forEach(header -> seen.append(text(header.value())));
  }

  private static void saysWhy(ConsumerRecord<String, String> letter) {
    var headers =
        Stream.of("__connect.errors.exception.message", "__connect.errors.exception.stacktrace")
            .map(name -> text(letter.headers().lastHeader(name).value()));
    assertThat(headers)
        .allMatch(text -> text.contains("SinkError 609") && text.contains("[hidden]"));
  }

  private static String text(byte[] value) {
    return value == null ? "" : new String(value, UTF_8);
  }

  private String around(String secret) {
    var at = seen.indexOf(secret);
    return at < 0 ? "" : seen.substring(Math.max(0, at - 200), at + secret.length());
  }
}
