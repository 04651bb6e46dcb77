// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;

/** Flows that run side by side, one over each transport unless more are added. */
final class SinkFlows implements AutoCloseable, Iterable<SinkFlow> {
  private static final Duration LOOK = Duration.ofMillis(200);

  private final List<SinkFlow> flows = new ArrayList<>();

  /** A flow over each transport, named after it. */
  static SinkFlows overEach(String prefix, int partitions, SSLContext tls, SinkEvents events) {
    var flows = new SinkFlows();
    for (var transport : Transport.values()) {
      flows.add(prefix + "-" + transport, partitions, transport.open(tls), events);
    }
    return flows;
  }

  SinkFlow add(String name, int partitions, EventReceiver farSide, SinkEvents events) {
    var flow = new SinkFlow(name, partitions, farSide, events);
    flows.add(flow);
    return flow;
  }

  /** Looks at all flows again and again until each is as wanted. */
  void until(Duration timeout, Predicate<SinkFlow> wanted) {
    Awaitility.await()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(LOOK)
        .atMost(timeout)
        .until(
            () -> {
              flows.forEach(SinkFlow::look);
              return flows.stream().allMatch(wanted);
            });
  }

  Stream<SinkFlow> stream() {
    return flows.stream();
  }

  @Override
  public Iterator<SinkFlow> iterator() {
    return flows.iterator();
  }

  @Override
  public void close() {
    flows.forEach(SinkFlow::close);
  }
}
