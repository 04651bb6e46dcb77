// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.devo.SimulatedReceiver.Verdict;
import io.tributary.devo.delivery.DevoTransport;
import io.tributary.devo.http.SimulatedHttp;
import io.tributary.devo.message.Batch;
import io.tributary.devo.socket.SimulatedDevo;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.sink.SinkRecord;

/** One run of the sink's simulation, which its seed and its variant determine. */
final class SinkSimulation {
  /** How long it may take, once all faults have ended, until all is committed. */
  private static final Duration LONGEST = Duration.ofHours(12);

  /** A feed that goes on has a new event so often, which may show who is to blame. */
  private static final Duration EVENT_INTERVAL = Duration.ofMinutes(1);

  private static final Map<String, String> SOCKET =
      Map.of("endpoint", "tcp://127.0.0.1:1", "retry.backoff.ms", "2000");
  private static final Map<String, String> HTTP =
      Map.of(
          "endpoint", "https://127.0.0.1:1",
          "domain", "acme",
          "token", "canary-token",
          "batch.max.bytes", "1024",
          "retry.backoff.ms", "2000");

  private final Random random;
  private final boolean crashes;
  private final boolean hidesFailures;
  private final boolean fresh;
  private final SimulatedTopic topic;
  private final SimulatedReceiver devo;
  private final Map<String, String> settings;
  private final DevoTransport.Factory transports;
  private final SimulatedGroup group;
  private double lettersRefused;

  SinkSimulation(long seed, boolean http, boolean eager, boolean crashes) {
    random = new Random(seed);
    this.crashes = crashes;
    fresh = random.nextInt(5) == 0;
    topic = new SimulatedTopic(random, fresh, http || fresh || random.nextBoolean());
    devo = new SimulatedReceiver(topic, random, fresh);
    lettersRefused = random.nextInt(4) == 0 ? 0.3 : 0;
    hidesFailures = random.nextBoolean();
    settings = new HashMap<>(http ? HTTP : SOCKET);
    if (http) {
      settings.put("http.requests.in.flight", random.nextBoolean() ? "1" : "3");
    }
    if (hidesFailures) {
      settings.put("errors.log.enable", "true");
      settings.put("errors.deadletterqueue.topic.name", "dead-letters");
    }
    transports =
        http
            ? SimulatedHttp.transports(devo, random)
            : (config, now, any) -> new SimulatedDevo(devo, random);
    group = new SimulatedGroup(topic, random, this::worker, eager, this::mayFail);
  }

  private SimulatedWorker worker() {
    var letters = new SimulatedLetters(topic, random, lettersRefused).only(this::isGuilty);
    return new SimulatedWorker(
        topic, random, transports, settings, hidesFailures ? letters.hidingFailures() : letters);
  }

  /**
   * Whether a record may be buried. One that was refused with all others may only if there were so
   * few of them that nobody could know.
   */
  private boolean isGuilty(SinkRecord record, boolean receiverBlamed) {
    var event = String.valueOf(record.value());
    var tag = topic.tag(Batch.partition(record), record.originalKafkaOffset());
    return devo.isGuilty(event, tag)
        || (devo.lastVerdict(event) == Verdict.REFUSES_ALL && !receiverBlamed);
  }

  /** A task that has never worked fails if its first events are refused. */
  private boolean mayFail() {
    if (fresh && devo.hasRefused()) {
      SinkMark.FIRST_START_REFUSED.reach();
      return true;
    }
    return false;
  }

  void run() {
    for (int step = 0; step < 250; step++) {
      if (random.nextInt(15) == 0) {
        group.rebalance();
      }
      if (crashes && random.nextInt(60) == 0) {
        group.crash();
      }
      if (random.nextInt(100) == 0) {
        topic.compact(random);
      }
      if (random.nextInt(100) == 0) {
        group.jump();
      }
      step();
    }
    devo.end();
    lettersRefused = 0;
    group.healed();
    for (var events = 0; !topic.isAllCommitted() && group.time() < LONGEST.toMillis(); step()) {
      if (topic.goesOn() && group.time() > events * EVENT_INTERVAL.toMillis() && events < 600) {
        topic.append(random);
        events++;
      }
    }

    assertThat(topic.uncommitted()).as("not committed in the end").isEmpty();
    assertThat(topic.isAllReceived()).as("all received in the end").isTrue();
  }

  private void step() {
    devo.step();
    group.step();
  }
}
