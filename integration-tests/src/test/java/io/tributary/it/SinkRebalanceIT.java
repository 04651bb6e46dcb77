// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.http.TestCertificates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.junit.jupiter.api.Test;

/**
 * The group of a sink that is rebalanced every two seconds, eagerly and cooperatively, over each
 * transport, while events keep coming: partitions leave a task and come back with events in flight.
 */
class SinkRebalanceIT {
  private static final int REBALANCES = 10;
  private static final Duration SOON = Duration.ofMinutes(3);

  /** Two tasks and one more member have something each to lose. */
  private static final int PARTITIONS = 4;

  @Test
  void partitionsThatComeAndGoTakeNothingWithThem() {
    var certificates = TestCertificates.create(Stack.directory("sink-rebalance-certificates"));
    var tls = certificates.serverContext();
    var assignors = new HashMap<SinkFlow, String>();
    try (var flows = new SinkFlows();
        var jmx = WorkerJmx.of(Stack.worker())) {
      for (var transport : Transport.values()) {
        for (var assignor : List.of(RangeAssignor.class, CooperativeStickyAssignor.class)) {
          var name = "sink-rebalance-" + transport + "-" + assignor.getSimpleName();
          var flow = flows.add(name, PARTITIONS, transport.open(tls), new SinkEvents(n -> 100));
          assignors.put(flow, assignor.getName());
          flow.keepProducing(100);
          var config = flow.config(certificates);
          config.put("consumer.override.partition.assignment.strategy", assignor.getName());
          Stack.rest().create(name, config);
        }
      }
      flows.until(SOON, flow -> flow.look() > 0);

      disturb(flows, assignors, jmx);

      flows.forEach(SinkFlow::stopProducing);
      flows.until(SOON, SinkFlow::isComplete);
      for (var flow : flows) {
        assertThat(Stack.rest().status(flow.name()).running()).isTrue();
        Stack.rest().delete(flow.name());
      }
    }
  }

  private static void disturb(SinkFlows flows, Map<SinkFlow, String> assignors, WorkerJmx jmx) {
    var intruders = new HashMap<SinkFlow, Intruder>();
    var before = new HashMap<SinkFlow, Long>();
    try {
      for (var flow : flows) {
        before.put(flow, jmx.rebalances(flow.name()));
        intruders.put(flow, Intruder.in(flow.group(), assignors.get(flow)));
      }
      // Both tasks take part in each.
      flows.until(
          SOON,
          flow ->
              jmx.rebalances(flow.name()) >= before.get(flow) + 2 * REBALANCES
                  && intruders.get(flow).taken() >= REBALANCES / 2);
    } finally {
      new ArrayList<>(intruders.values()).forEach(Intruder::close);
    }
  }
}
