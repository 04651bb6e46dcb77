// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.connect.WorkerConfig;
import io.tributary.testkit.connect.WorkerProcess;
import io.tributary.testkit.http.TestCertificates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Receivers that stall, one over each transport, while a backlog waits. The tasks keep running, the
 * groups stay the same, the lag is visible, the heap does not grow, and the backlog is delivered
 * once the receivers continue.
 */
class SinkStallIT {
  private static final Duration STALL =
      Duration.ofSeconds(Integer.getInteger("it.stall.seconds", 30));
  private static final int RECORDS = Integer.getInteger("it.stall.records", 34_000);
  private static final int BYTES = Integer.getInteger("it.stall.bytes", 1_000);
  private static final Duration SETTLED = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration DRAINED = Duration.ofMinutes(15);
  private static final long HEAP_GROWTH = 16 << 20;
  private static final int LAST_LOOKS = 10;
  private static final int FIRST = 100;
  private static final int PARTITIONS = 2;

  /** Letters of two bytes, and some 60 bytes around them. */
  private static final SinkEvents EVENTS = new SinkEvents(n -> (BYTES - 60) / 2);

  private final Map<SinkFlow, Set<String>> members = new HashMap<>();
  private final Map<SinkFlow, Long> rebalances = new HashMap<>();

  @Test
  void aStalledReceiverDelaysOnlyItsOwnEvents() {
    var certificates = TestCertificates.create(Stack.directory("sink-stall-certificates"));
    try (var flows =
            SinkFlows.overEach("sink-stall", PARTITIONS, certificates.serverContext(), EVENTS);
        var worker = Stack.newWorker(rarelyCommitting(), "sink-stall", "-Xmx512m");
        var jmx = WorkerJmx.of(worker)) {
      for (var flow : flows) {
        flow.produce(FIRST);
        var config = flow.config(certificates);
        config.put("confirm.interval.ms", "5000");
        config.put("confirm.timeout.ms", "5000");
        // Kafka's default: a worker that collects garbage for three seconds does not lose its
        // membership.
        config.put("consumer.override.session.timeout.ms", "45000");
        config.put("consumer.override.heartbeat.interval.ms", "3000");
        worker.client().create(flow.name(), config);
      }
      flows.until(DRAINED, SinkFlow::isComplete);
      for (var flow : flows) {
        members.put(flow, flow.group().members());
        rebalances.put(flow, jmx.rebalances(flow.name()));
      }

      System.out.println("SinkStallIT: " + stall(flows, worker, jmx));

      flows.forEach(flow -> flow.farSide().release());
      flows.until(DRAINED, SinkFlow::isComplete);
      flows.forEach(flow -> assertUndisturbed(flow, worker, jmx));
    }
  }

  /**
   * While a task waits for a confirmation it accepts no records, and would take minutes to fill up.
   */
  private static WorkerConfig rarelyCommitting() {
    return Stack.config("sink-stall", true)
        .offsetFlushInterval(STALL.compareTo(MINUTE) < 0 ? STALL : MINUTE)
        // Connect's default: a worker without CPU for two seconds does not lose its membership.
        .sessionTimeout(Duration.ofSeconds(10));
  }

  private Heap stall(SinkFlows flows, WorkerProcess worker, WorkerJmx jmx) {
    for (var flow : flows) {
      flow.farSide().stall();
      flow.produce(RECORDS / PARTITIONS);
    }
    var start = Instant.now();
    var heap = new Heap();
    Awaitility.await()
        .pollInSameThread()
        .pollInterval(LOOK)
        .atMost(STALL.plus(DRAINED))
        .until(
            () -> {
              for (var flow : flows) {
                flow.produce(1);
                assertThat(flow.look()).as(flow.name()).isEqualTo(PARTITIONS * FIRST);
                assertUndisturbed(flow, worker, jmx);
              }
              var past = Duration.between(start, Instant.now());
              heap.sample(past, jmx.liveHeap());
              return past.compareTo(STALL) > 0;
            });
    for (var flow : flows) {
      assertThat(flow.group().lag())
          .isEqualTo(flow.produced() - PARTITIONS * FIRST)
          .isGreaterThan(RECORDS);
    }
    assertThat(heap.growth()).as("%s", heap).isLessThan(HEAP_GROWTH);
    return heap;
  }

  private void assertUndisturbed(SinkFlow flow, WorkerProcess worker, WorkerJmx jmx) {
    assertThat(worker.client().status(flow.name()).running()).as(flow.name()).isTrue();
    assertThat(flow.group().members()).as(flow.name()).isEqualTo(members.get(flow));
    assertThat(jmx.rebalances(flow.name())).as(flow.name()).isEqualTo(rebalances.get(flow));
  }

  /**
   * The heap usage of the worker. It briefly includes both sent events and their second reading, so
   * it has grown only if all of the last checks are higher.
   */
  private static final class Heap {
    private final List<Long> samples = new ArrayList<>();
    private long settled;

    void sample(Duration past, long live) {
      samples.add(live);
      settled = past.compareTo(SETTLED) < 0 ? Math.max(settled, live) : settled;
    }

    long growth() {
      return last() - settled;
    }

    private long last() {
      var last = samples.subList(Math.max(0, samples.size() - LAST_LOOKS), samples.size());
      return Collections.min(last);
    }

    @Override
    public String toString() {
      return "%s MiB of live heap at first, %s at last, %s at most"
          .formatted(settled >> 20, last() >> 20, Collections.max(samples) >> 20);
    }
  }
}
