// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.devo.HttpIntakeFixture;
import io.tributary.testkit.devo.FakeDevoHttp;
import io.tributary.testkit.http.RecordedRequest;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which requests are on their way at once, and which goes first. */
@Timeout(60)
class HttpSlotsTest extends HttpIntakeFixture {
  private final CountDownLatch answers = new CountDownLatch(1);
  private final AtomicInteger now = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  @ParameterizedTest
  @CsvSource({"1, 32", "2, 64", "4, 128", "8, 128", "64, 128"})
  void smallRequestsOfManyTagsShareTheSlots(int slots, int atOnce) {
    hold();
    try (var http = driver("http.requests.in.flight", "" + slots)) {
      tags(200).forEach(tag -> http.send(tag, "a"));
      http.transport.confirm();
      Awaitility.await().until(() -> devo.requests().size() >= atOnce);
      http.transport.confirm();
      var unused = http.transport.poll();

      answers.countDown();
      http.settle();
      assertThat(most).hasValue(atOnce);
      assertThat(http.taken()).hasSize(200).doesNotHaveDuplicates();
    }
    assertThat(devo.requests()).hasSize(200);
  }

  @Test
  void aFullRequestTakesAWholeSlot() {
    hold();
    try (var http = driver("http.requests.in.flight", "2", "batch.max.bytes", "1600")) {
      tags(5).forEach(tag -> http.send(tag, "x".repeat(1_590)));
      tags(5).forEach(tag -> http.send(tag, "y".repeat(1_590)));
      http.transport.confirm();
      Awaitility.await().until(() -> devo.requests().size() == 2);
      answers.countDown();
      http.settle();
    }
    assertThat(most).hasValue(2);
  }

  @Test
  void aBatchGrowsUntilThereIsAFreeSlot() {
    hold();
    try (var http = driver("http.requests.in.flight", "1", "batch.max.bytes", "4096")) {
      http.send("my.app.big", "x".repeat(4_000));
      http.transport.confirm();
      Awaitility.await().until(() -> devo.requests().size() == 1);
      http.send("my.app.small", "a");
      http.transport.confirm();
      http.send("my.app.small", "b").send("my.app.small", "c");
      answers.countDown();
      http.settle();
    }
    assertThat(devo.requests()).extracting(RecordedRequest::body).endsWith("a\nb\nc\n").hasSize(2);
  }

  @Test
  void aTagWithMuchLeavesRoomForOneWithLittle() {
    hold();
    try (var http = driver("http.requests.in.flight", "1", "batch.max.bytes", "1024")) {
      http.send("my.app.much", "x".repeat(1_000));
      http.send("my.app.little", "a");
      http.send("my.app.much", HttpDriver.bodies("y".repeat(1_000), 20));
      http.transport.confirm();
      answers.countDown();
      http.settle();
    }
    assertThat(devo.events())
        .hasSize(22)
        .extracting(FakeDevoHttp.Event::tag)
        .startsWith("my.app.much", "my.app.little", "my.app.much");
  }

  @Test
  void hasOneRequestOfATagAtATimeIfToldSo() {
    hold();
    try (var http = driver("http.requests.in.flight", "1")) {
      for (int put = 0; put < 10; put++) {
        http.send("my.app.a", "a" + put).send("my.app.b", "b" + put);
        http.transport.confirm();
      }
      Awaitility.await().until(() -> devo.requests().size() == 2);
      answers.countDown();
      http.settle();
    }
    assertThat(devo.bodies().stream().filter(body -> body.startsWith("a")))
        .containsExactly(HttpDriver.bodies("a", 10));
    assertThat(devo.bodies().stream().filter(body -> body.startsWith("b")))
        .containsExactly(HttpDriver.bodies("b", 10));
  }

  @Test
  void manyTagsThatUseMuchMemoryDoNotWaitForTheirAge() {
    try (var http = driver()) {
      var events = HttpDriver.bodies("x", 20);
      for (int put = 0; http.outcomes.isEmpty(); put++) {
        for (var tag : tags(100)) {
          http.send(tag, events);
          http.outcomes.addAll(http.transport.poll());
        }
        assertThat(put).isLessThan(100);
      }
      http.settle();
    }
  }

  /** Answers nothing for now, and counts what is on its way. */
  private void hold() {
    devo.beforeEach(
        request -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          try {
            answers.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          now.decrementAndGet();
        });
  }

  private static List<String> tags(int count) {
    return IntStream.range(0, count).mapToObj(number -> "my.app.t" + number).toList();
  }

  private HttpDriver driver(String... more) {
    return new HttpDriver(devo, certificates, more);
  }
}
