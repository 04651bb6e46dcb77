// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import io.tributary.devo.SimulatedDevo;
import io.tributary.devo.SimulatedTopic;
import io.tributary.devo.delivery.DevoTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Requests to an unreliable Devo. It fails before, during or after receiving a request. Responses
 * arrive in any order, late, or after the caller has stopped waiting. Some batches are too large,
 * and poison is rejected in any batch, or makes Devo fail.
 */
public final class SimulatedHttp implements HttpSender {
  private static final int MOST_EVENTS = 20;

  private final SimulatedTopic topic;
  private final Random random;
  private final SimulatedDevo.Faults faults;
  private final List<Request> onTheirWay = new ArrayList<>();

  /** A request and what it has in it. */
  private record Request(HttpBatch batch, List<String> events) {}

  /** Opens the HTTP transport with such requests. */
  public static DevoTransport.Factory transports(
      SimulatedTopic topic, Random random, SimulatedDevo.Faults faults) {
    return (config, millis, any) ->
        new HttpTransport(
            config, new SimulatedHttp(topic, random, faults), millis, random::nextDouble);
  }

  private SimulatedHttp(SimulatedTopic topic, Random random, SimulatedDevo.Faults faults) {
    this.topic = topic;
    this.random = random;
    this.faults = faults;
  }

  @Override
  public void post(HttpBatch batch) {
    var events = batch.items().stream().map(item -> String.valueOf(item.record().value())).toList();
    onTheirWay.add(new Request(batch, events));
  }

  @Override
  public @Nullable BatchResult poll(Duration timeout) {
    var comes = random.nextDouble() < (timeout.isZero() ? 0.3 : 1 - faults.slow);
    return onTheirWay.isEmpty() || !comes
        ? null
        : answer(onTheirWay.remove(random.nextInt(onTheirWay.size())));
  }

  @Override
  public void close() {
    // The process has died. Devo may still receive requests in transit.
    for (var request : onTheirWay) {
      var received = random.nextInt(request.events().size() + 1);
      request.events().subList(0, received).forEach(topic::receive);
    }
    onTheirWay.clear();
  }

  private BatchResult answer(Request request) {
    var events = request.events();
    if (random.nextDouble() < faults.confirm) {
      events.subList(0, random.nextInt(events.size() + 1)).forEach(topic::receive);
      return random.nextBoolean()
          ? BatchResult.failed(request.batch(), new IOException("simulated"), true)
          : answer(request, 503, Duration.ofSeconds(random.nextInt(9)));
    }
    if (events.size() > MOST_EVENTS) {
      return answer(request, 413, null);
    }
    var poison = events.stream().filter(topic::isPoison).findFirst();
    if (poison.isPresent()) {
      // Always the same for an event: too large, refused, or the intake fails at it, which needs
      // witnesses, so that in the end it is refused as well.
      var ways = new int[] {413, 400, faults.confirm > 0 ? 500 : 400};
      return answer(request, ways[Math.floorMod(poison.get().hashCode(), 3)], null);
    }
    events.forEach(topic::receive);
    return answer(request, 200, null);
  }

  private static BatchResult answer(Request request, int status, @Nullable Duration retryAfter) {
    return BatchResult.answered(
        request.batch(), new IntakeResponse(status, "text/plain", ""), retryAfter);
  }
}
