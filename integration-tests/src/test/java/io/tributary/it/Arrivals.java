// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.connect.TopicReader;
import io.tributary.testkit.vendor.EventRow;
import java.time.Duration;
import java.util.Collection;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What comes into a topic, step by step. */
final class Arrivals {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration QUIET = Duration.ofSeconds(2);

  private final TopicReader<String> reader;
  private final String topic;
  private int known;

  /** Of a new topic of the shared broker. */
  Arrivals(String topic) {
    this(Stack.reader(), topic, 0);
  }

  private Arrivals(TopicReader<String> reader, String topic, int known) {
    this.reader = reader;
    this.topic = topic;
    this.known = known;
  }

  /** What comes from now on. */
  static Arrivals fromNow(TopicReader<String> reader, String topic) {
    return new Arrivals(reader, topic, reader.now(topic).size());
  }

  /** After what was there before these events come, each once, and no other. */
  void are(Collection<EventRow> events) {
    reader.untilCount(topic, known + events.size(), SOON);
    var records = reader.untilQuiet(topic, QUIET);
    assertThat(records.subList(known, records.size()).stream().map(ConsumerRecord::key))
        .containsExactlyInAnyOrderElementsOf(events.stream().map(EventRow::key).toList());
    known = records.size();
  }
}
