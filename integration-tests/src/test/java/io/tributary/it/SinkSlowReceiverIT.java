// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.devo.FakeDevo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Receivers over plain TCP that are slow, or that read nothing at all, behind a large backlog. */
class SinkSlowReceiverIT {
  private static final int SLOW_RATE = Integer.getInteger("it.slow.rate", 400_000);
  private static final int SLOW_BYTES = Integer.getInteger("it.slow.bytes", 2_000_000);
  private static final int SLOW_TIMEOUT = Integer.getInteger("it.slow.timeout", 3_000);
  private static final int HASTY_RATE = 500_000;
  private static final int HASTY_TIMEOUT = 2_000;
  private static final int LINE = 1_000;

  /** Waiting, and sending what is in doubt a second time, must not take much longer than this. */
  private static final int TIMES_AS_LONG = 8;

  private static final int TINY_EVENTS = 150_000;
  private static final int FIRST = 100;
  private static final int UNCHANGED = 10;
  private static final Duration TAKES_EFFECT = Duration.ofSeconds(10);
  private static final long HEAP_GROWTH = 64 << 20;

  @Test
  void aSlowReceiverIsCommittedAtItsSpeed() {
    try (var slow = FakeDevo.tcp();
        var hasty = FakeDevo.tcp();
        var slowFeed = SinkFeed.over("slow", slow);
        var hastyFeed = SinkFeed.over("slow-hasty", hasty)) {
      slow.faults().readSlowly(SLOW_RATE);
      hasty.faults().readSlowly(HASTY_RATE);
      var events =
          IntStream.range(0, SLOW_BYTES / LINE).mapToObj(SinkSlowReceiverIT::line).toList();
      slowFeed.with("confirm.timeout.ms", Integer.toString(SLOW_TIMEOUT));
      hastyFeed.with("confirm.timeout.ms", Integer.toString(HASTY_TIMEOUT));
      slowFeed.produce(events).start();
      hastyFeed.produce(events).start();

      var steps = new HashSet<Long>();
      var hastySteps = new HashSet<Long>();
      var ideal = Duration.ofSeconds(SLOW_BYTES / Math.min(SLOW_RATE, HASTY_RATE));
      slowFeed.await(
          SinkFeed.SOON.plus(ideal.multipliedBy(TIMES_AS_LONG)),
          () -> {
            slowFeed.assertRunning();
            hastyFeed.assertRunning();
            steps.add(slowFeed.committed());
            hastySteps.add(hastyFeed.committed());
            return steps.contains((long) events.size())
                && hastySteps.contains((long) events.size());
          });

      movesOnAndRepeatsLittle(slowFeed, events, steps);
      movesOnAndRepeatsLittle(hastyFeed, events, hastySteps);
    }
  }

  private static void movesOnAndRepeatsLittle(SinkFeed feed, List<String> events, Set<Long> steps) {
    assertThat(steps).as("committed at each look").hasSizeGreaterThan(3);
    assertThat(feed.arrivals()).hasSize(events.size());
    assertThat(feed.arrivals())
        .allSatisfy((event, times) -> assertThat(times).as(event.substring(0, 20)).isLessThan(3));
    assertThat(feed.rejected()).isEmpty();
  }

  @Test
  void aStalledReceiverOfTinyEventsDelaysNeitherTheWorkerNorANewEndpoint() {
    try (var old = FakeDevo.tcp();
        var other = FakeDevo.tcp();
        var jmx = WorkerJmx.of(Stack.worker());
        var feed =
            new SinkFeed(
                "stall-tiny",
                old.endpoint().toString(),
                () ->
                    Stream.of(old, other)
                        .flatMap(devo -> SinkFeed.bodies(devo).get().stream())
                        .toList())) {
      feed.produce(tiny(0, FIRST)).start().awaitCommitted(FIRST);
      var before = jmx.liveHeap();

      old.faults().stall();
      feed.produce(tiny(FIRST, TINY_EVENTS));
      // It has filled up when the figure no longer changes.
      awaitFull(feed, jmx);
      assertThat(jmx.liveHeap() - before).as("growth of the heap").isLessThan(HEAP_GROWTH);
      feed.assertRunning();
      assertThat(feed.committed()).isEqualTo(FIRST);

      feed.with("endpoint", other.endpoint().toString()).update();
      other.awaitMessages(1, TAKES_EFFECT);

      feed.awaitCommitted(TINY_EVENTS);
      assertThat(old.messages()).hasSize(FIRST);
      assertThat(feed.arrivals()).hasSize(TINY_EVENTS);
    }
  }

  private static void awaitFull(SinkFeed feed, WorkerJmx jmx) {
    var accepted = new ArrayList<Object>();
    feed.awaitWhileRunning(
        () -> {
          accepted.add(jmx.figures("stall-tiny").get("messages-accepted-total"));
          var last = accepted.subList(Math.max(0, accepted.size() - UNCHANGED), accepted.size());
          return last.size() == UNCHANGED && Set.copyOf(last).size() == 1;
        });
  }

  private static String line(int number) {
    return "{\"n\":%d,\"x\":\"%s\"}".formatted(number, "x".repeat(LINE - 100));
  }

  private static List<String> tiny(int from, int to) {
    return IntStream.range(from, to).mapToObj("%020d"::formatted).toList();
  }
}
