// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import static io.tributary.devo.HttpSinkFixture.P;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.devo.HttpIntakeFixture;
import io.tributary.devo.message.Batch;
import io.tributary.testkit.http.Fault;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The heap that waiting events use, whatever their length (R5). */
@Timeout(120)
class HttpWeightTest extends HttpIntakeFixture {
  private static final long HELD = 24L << 20;

  @ParameterizedTest
  @CsvSource({"20, x, 1", "20, x, 1000", "1000, x, 1", "100000, x, 1", "1000, ж, 1", "1000, 日, 1"})
  void isNoMoreThanItSays(int length, String character, int tags) {
    devo.faults().always(Fault.status(503));
    try (var http = driver("retry.backoff.ms", "60000", "retry.backoff.max.ms", "60000")) {
      http.send("my.app.t0", "first").until(() -> !http.delayed().isEmpty());
      var before = usedHeap();

      for (long offset = 1; http.transport.heldBytes() < HELD; ) {
        var items = new ArrayList<Batch.Item>();
        for (int count = 0; count < 100; count++, offset++) {
          var body = (offset + character.repeat(length)).substring(0, length);
          items.add(HttpDriver.item(P, offset, "my.app.t" + offset % tags, body));
        }
        http.send(items);
        assertThat(http.transport.poll()).isEmpty();
      }

      assertThat(usedHeap() - before).isLessThan(http.transport.heldBytes() + (2L << 20));
    }
  }

  @Test
  void includesWhatIsOnItsWayAndEndsWithIt() {
    devo.faults().always(Fault.hang());
    try (var http = driver("confirm.timeout.ms", "60000")) {
      http.send("my.app.a", "a", "b");
      var open = http.transport.heldBytes();
      assertThat(open).isBetween(1_200L, 4_000L);
      http.until(() -> devo.requests().size() == 1);

      assertThat(http.transport.heldBytes()).isEqualTo(open);
    }
  }

  @Test
  void fillsABatchWithTheObjectsOfShortEvents() {
    try (var http = driver()) {
      for (int put = 0; put < 20; put++) {
        http.send("my.app.a", HttpDriver.bodies("e", 500));
      }
      http.settle();
      assertThat(http.taken()).hasSize(10_000);
    }
    assertThat(devo.requests())
        .hasSize(2)
        .extracting(request -> request.body().lines().count())
        .allSatisfy(lines -> assertThat(lines).isBetween(3_000L, 7_000L));
  }

  @Test
  void anEventThatIsLongerThanABatchIsSentAlone() {
    try (var http = driver("batch.max.bytes", "1024")) {
      var events = List.of("a", "x".repeat(2_000_000), "b");
      http.send("my.app.a", events.toArray(String[]::new)).settle();
      assertThat(devo.bodies()).containsExactlyInAnyOrderElementsOf(events);
    }
    assertThat(devo.requests()).hasSize(3);
  }

  /** After collecting what nobody uses, in bytes. */
  private static long usedHeap() {
    var memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  private HttpDriver driver(String... more) {
    return new HttpDriver(devo, certificates, more);
  }
}
