// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** A topic of one partition that knows its events. The n-th has the offset n. */
final class SinkTopic {
  private static final String MOST_BYTES = Integer.toString(4 << 20);

  // Shared, because a producer takes longer to start than a topic of a few events.
  private static final KafkaProducer<String, String> PRODUCER =
      new KafkaProducer<>(
          Map.of(
              "bootstrap.servers",
              Stack.broker().bootstrapServers(),
              "max.request.size",
              MOST_BYTES),
          new StringSerializer(),
          new StringSerializer());

  private final String name;
  private final List<String> events = new ArrayList<>();

  /** Creates the topic. It takes events of up to 4 MiB. */
  SinkTopic(String name) {
    this.name = name;
    Stack.broker().createTopic(name, 1, Map.of("max.message.bytes", MOST_BYTES));
  }

  /** Adds an event with headers, as text. */
  void add(String event, Map<String, String> headers) {
    var record = new ProducerRecord<String, String>(name, event);
    headers.forEach((key, value) -> record.headers().add(key, value.getBytes(UTF_8)));
    var unused = PRODUCER.send(record);
    events.add(event);
  }

  /** All added events are in the topic when this returns. */
  void flush() {
    PRODUCER.flush();
  }

  int size() {
    return events.size();
  }

  /** The events below this offset. */
  List<String> below(int offset) {
    return events.subList(0, offset);
  }
}
