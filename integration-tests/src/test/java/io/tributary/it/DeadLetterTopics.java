// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import io.tributary.testkit.connect.EmbeddedBroker;
import io.tributary.testkit.connect.TopicReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The dead letter queues of one sink, one after the other. They may be on a broker of their own.
 */
final class DeadLetterTopics {
  private final EmbeddedBroker broker;
  private final String prefix;
  private final List<String> queues = new ArrayList<>();

  DeadLetterTopics(EmbeddedBroker broker, String prefix) {
    this.broker = broker;
    this.prefix = prefix;
  }

  /** Whether there has been no queue yet. */
  boolean isMissing() {
    return queues.isEmpty();
  }

  /**
   * Creates the next queue.
   *
   * @return the settings with which a sink uses it
   */
  Map<String, String> create(Map<String, String> topicSettings) {
    queues.add(prefix + "-" + queues.size());
    recreate(topicSettings);
    var settings = new HashMap<>(Map.of("errors.deadletterqueue.topic.name", last()));
    if (!broker.equals(Stack.broker())) {
      settings.put("producer.override.bootstrap.servers", broker.bootstrapServers());
      settings.put("admin.override.bootstrap.servers", broker.bootstrapServers());
    }
    return settings;
  }

  /** Creates the last queue again. */
  void recreate(Map<String, String> topicSettings) {
    broker.createTopic(last(), 1, topicSettings);
  }

  /** Deletes the last queue. */
  void delete() {
    try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.deleteTopics(List.of(last())).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The events in all of them. */
  List<String> events() {
    var reader = TopicReader.strings(broker.bootstrapServers());
    return queues.stream()
        .flatMap(queue -> reader.now(queue).stream())
        .map(ConsumerRecord::value)
        .toList();
  }

  private String last() {
    return queues.get(queues.size() - 1);
  }
}
