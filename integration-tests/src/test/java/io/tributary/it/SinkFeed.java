// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connect.rest.ConnectApiException;
import io.tributary.connect.rest.ConnectorStatus;
import io.tributary.testkit.connect.EmbeddedBroker;
import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.devo.FakeDevoHttp;
import io.tributary.testkit.devo.SyslogMessage;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A topic of one partition, a sink with one task that reads it on the shared worker, its dead
 * letter queue and its receiver. Every look checks that each committed event is at the receiver or
 * in a dead letter queue. Settings are those of the README with short times. Close it before the
 * receiver.
 */
final class SinkFeed implements AutoCloseable {
  /** Enough for a worker that shares its machine. */
  static final Duration SOON = Duration.ofSeconds(60);

  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration TURN = Duration.ofMillis(10);

  private final String name;
  private final Supplier<List<String>> receiver;
  private final SinkGroup group;
  private final SinkTopic topic;
  private final DeadLetterTopics deadLetters;
  private final Map<String, String> config = new HashMap<>();

  SinkFeed(String name, String endpoint, Supplier<List<String>> receiver) {
    this(name, endpoint, receiver, Stack.broker());
  }

  /** The dead letter queue is on another broker. */
  SinkFeed(
      String name, String endpoint, Supplier<List<String>> receiver, EmbeddedBroker queueBroker) {
    this.name = name;
    this.receiver = receiver;
    deadLetters = new DeadLetterTopics(queueBroker, name + "-rejected");
    group = new SinkGroup("connect-" + name, name);
    topic = new SinkTopic(name);
    config.putAll(SinkSettings.of(name, endpoint));
  }

  static SinkFeed over(String name, FakeDevo devo) {
    return new SinkFeed(name, devo.endpoint().toString(), bodies(devo));
  }

  /** The events that the receiver has. */
  static Supplier<List<String>> bodies(FakeDevo devo) {
    return () -> devo.messages().stream().map(SyslogMessage::body).toList();
  }

  static SinkFeed over(String name, FakeDevoHttp devo) {
    return new SinkFeed(name, devo.url().toString(), devo::bodies)
        .with("domain", FakeDevoHttp.DOMAIN)
        .with("token", FakeDevoHttp.TOKEN);
  }

  /** Takes effect with the next {@link #start} or {@link #update}. */
  SinkFeed with(String setting, String value) {
    config.put(setting, value);
    return this;
  }

  /** Uses a new dead letter queue of these topic settings from the next start or update on. */
  SinkFeed withQueue(Map<String, String> settings) {
    config.putAll(deadLetters.create(settings));
    return this;
  }

  /**
   * Creates the connector and returns when it has a task. Its dead letter queue has the defaults of
   * Kafka unless it was given another.
   */
  SinkFeed start() {
    if (deadLetters.isMissing()) {
      withQueue(Map.of());
    }
    Stack.rest().create(name, config);
    Awaitility.await(name)
        .pollInterval(TURN)
        .atMost(SOON)
        // There is no status until the worker has started the connector.
        .ignoreExceptionsInstanceOf(ConnectApiException.class)
        .until(() -> !status().tasks().isEmpty());
    return this;
  }

  /** Replaces the settings of the connector. */
  void update() {
    Stack.rest().putConfig(name, config);
  }

  /** The errors of each setting that the connector refuses. */
  Map<String, List<String>> validate() {
    var settings = new HashMap<>(config);
    settings.put("name", name);
    return Stack.rest().validate(config.get("connector.class"), settings);
  }

  /** Restarts the connector and its task. What {@link #status} says is about the new ones. */
  void restart() {
    var failed = status().failed();
    Stack.rest().restart(name);
    if (failed) {
      // The worker does not wait until its own status topic says so.
      Awaitility.await(name).pollInterval(TURN).atMost(SOON).until(() -> !status().failed());
    }
  }

  /** Adds these events. They are in the topic when this returns. */
  SinkFeed produce(List<String> events) {
    events.forEach(event -> topic.add(event, Map.of()));
    topic.flush();
    return this;
  }

  SinkFeed produce(String... events) {
    return produce(List.of(events));
  }

  /** Adds an event with headers, as text. It is in the topic when this returns. */
  void produce(String event, Map<String, String> headers) {
    topic.add(event, headers);
    topic.flush();
  }

  /** The committed offset, 0 if there is none. */
  long committed() {
    // Read the offset first: events that arrive later must not count for it.
    var committed = group.committed().getOrDefault(0, 0L);
    var proven = new HashSet<>(received());
    var below = topic.below(committed.intValue());
    if (!proven.containsAll(below)) {
      proven.addAll(rejected());
    }
    assertThat(below.stream().filter(event -> !proven.contains(event)).map(SinkFeed::shown))
        .as("committed by %s, and neither at Devo nor in a dead letter queue", name)
        .isEmpty();
    return committed;
  }

  /** The events that the receiver has, in order of arrival. */
  List<String> received() {
    return receiver.get();
  }

  /** How often the receiver has each event. */
  Map<String, Long> arrivals() {
    return received().stream().collect(groupingBy(Function.identity(), counting()));
  }

  /** The events in its dead letter queues. */
  List<String> rejected() {
    return deadLetters.events();
  }

  DeadLetterTopics deadLetters() {
    return deadLetters;
  }

  ConnectorStatus status() {
    return Stack.rest().status(name);
  }

  /** Waits until a task has failed, with every look a check of what is committed. */
  String awaitFailed() {
    await(SOON, () -> status().failed());
    return status().tasks().get(0).trace();
  }

  /** Waits until exactly this offset is committed. The task must run all the time. */
  void awaitCommitted(long offset) {
    awaitWhileRunning(() -> committed() == offset);
  }

  /** Waits for this while the task runs and commits no further than what has arrived. */
  void awaitWhileRunning(BooleanSupplier expected) {
    await(
        SOON,
        () -> {
          assertRunning();
          return expected.getAsBoolean();
        });
  }

  void await(Duration timeout, BooleanSupplier expected) {
    try {
      Awaitility.await(name)
          .pollInSameThread()
          .pollDelay(Duration.ZERO)
          .pollInterval(LOOK)
          .atMost(timeout)
          .until(() -> committed() >= 0 && expected.getAsBoolean());
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("not as expected after " + timeout + ": " + this, e);
    }
  }

  /** It has not failed. A task that has just been restarted may not run yet. */
  void assertRunning() {
    assertThat(status().failed()).as("%s", this).isFalse();
  }

  @Override
  public String toString() {
    var arrivals = arrivals();
    return "%s of %d events, committed %d; the receiver has %d, each up to %d times; rejected %d; %s"
        .formatted(
            name,
            topic.size(),
            committed(),
            arrivals.size(),
            arrivals.values().stream().mapToLong(Long::longValue).max().orElse(0),
            rejected().size(),
            status());
  }

  private static String shown(String event) {
    return event.substring(0, Math.min(100, event.length()));
  }

  @Override
  public void close() {
    if (Stack.rest().connectors().contains(name)) {
      Stack.rest().delete(name);
    }
  }
}
