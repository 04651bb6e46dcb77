// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import io.tributary.testkit.connect.WorkerProcess;
import io.tributary.testkit.http.TestCertificates;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Two workers share the tasks of a sink over each transport; one after the other is killed with
 * signal 9 in mid-stream, and the other one carries on from what is committed.
 */
class SinkKilledWorkerIT {
  private static final int KILLS = Integer.getInteger("it.kills", 2);
  private static final Duration SOON = Duration.ofMinutes(3);

  private final Map<String, Integer> hits = new HashMap<>();

  @Test
  void whatAKilledWorkerHadInHandIsSentByTheOther() {
    var certificates = TestCertificates.create(Stack.directory("sink-killed-certificates"));
    try (var flows =
            SinkFlows.overEach(
                "sink-killed", 2, certificates.serverContext(), new SinkEvents(n -> 100));
        var one = Stack.newWorker("sink-killed", "sink-killed-1", Release.CURRENT);
        var two = Stack.newWorker("sink-killed", "sink-killed-2", Release.CURRENT)) {
      for (var flow : flows) {
        flow.keepProducing(200);
        one.client().create(flow.name(), flow.config(certificates));
      }

      while (flows.stream().anyMatch(flow -> hits(flow) < KILLS)) {
        kill(List.of(one, two), flows);
      }

      flows.forEach(SinkFlow::stopProducing);
      flows.until(SOON, SinkFlow::isComplete);
    }
  }

  /** Kills the worker with tasks of most flows still to be hit, and starts it again meanwhile. */
  private void kill(List<WorkerProcess> workers, SinkFlows flows) {
    awaitMore(flows);
    var rest = workers.get(0).client();
    flows.until(SOON, flow -> rest.status(flow.name()).running());
    var victim =
        workers.stream().max(Comparator.comparing(worker -> worth(worker, flows))).orElseThrow();
    flows.stream().filter(flow -> runs(victim, flow)).forEach(this::hit);

    victim.kill9();

    var restarted = CompletableFuture.runAsync(victim::start);
    awaitMore(flows);
    restarted.join();
  }

  /** Every flow gets on, by what is committed. */
  private static void awaitMore(SinkFlows flows) {
    var before = new HashMap<SinkFlow, Long>();
    flows.forEach(flow -> before.put(flow, flow.look()));
    flows.until(SOON, flow -> flow.look() > before.get(flow) + 200);
  }

  private long worth(WorkerProcess worker, SinkFlows flows) {
    return flows.stream().filter(flow -> hits(flow) < KILLS && runs(worker, flow)).count();
  }

  private int hits(SinkFlow flow) {
    return hits.getOrDefault(flow.name(), 0);
  }

  private void hit(SinkFlow flow) {
    hits.merge(flow.name(), 1, Integer::sum);
  }

  private static boolean runs(WorkerProcess worker, SinkFlow flow) {
    return worker.client().status(flow.name()).tasks().stream()
        .anyMatch(task -> task.worker().equals(worker.rest().getAuthority()));
  }
}
