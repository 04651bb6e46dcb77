// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import io.tributary.devo.SimulatedReceiver;
import io.tributary.devo.SimulatedReceiver.Verdict;
import io.tributary.devo.delivery.DevoTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Requests to an unreliable Devo. It fails before, during or after receiving a request. Responses
 * arrive in any order, late, or after the caller has stopped waiting. Some batches are too large,
 * and an event that is refused is so in any batch: with a status of its own, or without an answer.
 */
public final class SimulatedHttp implements HttpSender {
  private static final int MOST_EVENTS = 20;

  /** How events are refused; 0 stands for a response that does not come. */
  private static final List<Integer> REFUSALS = List.of(400, 413, 500, 0, 422);

  private final SimulatedReceiver devo;
  private final Random random;
  private final int refusal;
  private final List<Request> onTheirWay = new ArrayList<>();
  private final Deque<Integer> idle = new ArrayDeque<>();
  private int connections;

  /** A request and what it has in it. */
  private record Request(HttpBatch batch, List<String> events, int connection) {}

  /** Opens the HTTP transport with such requests. */
  public static DevoTransport.Factory transports(SimulatedReceiver devo, Random random) {
    return (config, millis, any) ->
        new HttpTransport(config, new SimulatedHttp(devo, random), millis, random::nextDouble);
  }

  private SimulatedHttp(SimulatedReceiver devo, Random random) {
    this.devo = devo;
    this.random = random;
    refusal = List.of(400, 401, 403, 404, 503).get(random.nextInt(5));
  }

  @Override
  public void post(HttpBatch batch) {
    var events = batch.items().stream().map(item -> String.valueOf(item.record().value())).toList();
    var connection = idle.isEmpty() ? ++connections : idle.remove();
    onTheirWay.add(new Request(batch, events, connection));
  }

  @Override
  public @Nullable BatchResult poll(Duration timeout) {
    var comes = random.nextDouble() < (timeout.isZero() ? 0.3 : 1 - devo.slow);
    return onTheirWay.isEmpty() || !comes
        ? null
        : answer(onTheirWay.remove(random.nextInt(onTheirWay.size())));
  }

  @Override
  public void close() {
    // The process has died. Devo may still receive requests in transit.
    for (var request : onTheirWay) {
      var received = random.nextInt(request.events().size() + 1);
      request.events().subList(0, received).forEach(devo::receive);
    }
    onTheirWay.clear();
  }

  @Override
  public void renewConnections() {
    idle.clear();
  }

  private BatchResult answer(Request request) {
    var events = request.events();
    idle.add(request.connection());
    if (random.nextDouble() < devo.unconfirmed) {
      events.subList(0, random.nextInt(events.size() + 1)).forEach(devo::receive);
      return random.nextBoolean()
          ? BatchResult.failed(request.batch(), new IOException("simulated"), true)
          : answer(request, 503, Duration.ofSeconds(random.nextInt(9)));
    }
    if (events.size() > MOST_EVENTS) {
      return answer(request, 413, null);
    }
    if (devo.isAtBadNode(request.connection())) {
      return answer(request, refusal, null);
    }
    for (var event : events) {
      var verdict = devo.judge(event, request.batch().tag());
      if (verdict != Verdict.TAKES) {
        return refused(request, verdict, event);
      }
    }
    events.forEach(devo::receive);
    return answer(request, 200, null);
  }

  private BatchResult refused(Request request, Verdict verdict, String event) {
    var status =
        switch (verdict) {
          case REFUSES_ALL -> refusal;
          case REFUSES_TAG -> 403;
          default -> REFUSALS.get(event.hashCode() % REFUSALS.size());
        };
    return status == 0
        ? BatchResult.failed(request.batch(), new IOException("timed out"), true)
        : answer(request, status, null);
  }

  private static BatchResult answer(Request request, int status, @Nullable Duration retryAfter) {
    return BatchResult.answered(
        request.batch(),
        new IntakeResponse(status, "text/plain", ""),
        retryAfter,
        request.connection());
  }
}
