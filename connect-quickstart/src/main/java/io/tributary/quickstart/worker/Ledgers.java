// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.connect.rest.ConnectApiException;
import io.tributary.connect.rest.ConnectorOffset;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * What the ledgers of sources say about each hour, read from their topics as these grow. Safe for
 * use by several threads.
 */
public final class Ledgers implements AutoCloseable {
  private static final String TOPIC = "coverage.topic";
  private static final String COMPLETE = "complete";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** As in the record of a ledger: the verdict, the events, and how many a sweep has found. */
  public record Hour(String verdict, long listed, long late) {}

  private final Function<String, List<ConnectorOffset>> offsets;
  private final Consumer<String, String> consumer;

  /** The topic of each source that keeps a ledger. */
  private final Map<String, String> topics;

  /** The feed of each source, as far as it is known. */
  private final Map<String, String> feeds = new HashMap<>();

  private final Map<String, Map<Instant, Hour>> hours = new HashMap<>();
  private boolean closed;

  Ledgers(
      Function<String, List<ConnectorOffset>> offsets,
      Consumer<String, String> consumer,
      Map<String, String> topics) {
    this.offsets = offsets;
    this.consumer = consumer;
    this.topics = topics;
  }

  /** The ledgers of these connectors. */
  public static Ledgers of(Platform platform, List<ConnectorFile> files) {
    var text = new StringDeserializer();
    var settings =
        Map.<String, Object>of(
            "bootstrap.servers",
            platform.bootstrapServers(),
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest",
            "enable.auto.commit",
            false,
            "allow.auto.create.topics",
            false);
    var topics =
        files.stream()
            .filter(file -> file.config().containsKey(TOPIC))
            .collect(Collectors.toMap(ConnectorFile::name, file -> file.config().get(TOPIC)));
    var consumer = new KafkaConsumer<>(settings, text, text);
    return new Ledgers(platform.client()::offsets, consumer, topics);
  }

  /** Reads what has been written since, without waiting for more. */
  public synchronized void read() {
    if (closed) {
      return;
    }
    if (Set.copyOf(topics.values()).size() > topicsRead().size()) {
      assign();
    }
    if (!consumer.assignment().isEmpty()) {
      consumer.poll(Duration.ZERO).forEach(record -> add(record.value()));
    }
  }

  /** The hours of a source, by their start; empty if it keeps no ledger. */
  public synchronized Map<Instant, Hour> of(String connector) {
    if (!topics.containsKey(connector) || hours.isEmpty()) {
      return Map.of();
    }
    var feed = feeds.computeIfAbsent(connector, this::feed);
    return feed == null ? Map.of() : Map.copyOf(hours.getOrDefault(feed, Map.of()));
  }

  @Override
  public synchronized void close() {
    closed = true;
    consumer.close();
  }

  private Set<String> topicsRead() {
    return consumer.assignment().stream().map(TopicPartition::topic).collect(Collectors.toSet());
  }

  /** Topics appear with their first record. Partitions that are being read go on where they are. */
  private void assign() {
    consumer.assign(
        consumer.listTopics().entrySet().stream()
            .filter(topic -> topics.containsValue(topic.getKey()))
            .flatMap(topic -> topic.getValue().stream())
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList());
  }

  /** Several feeds may share a ledger, so the partition of its offset says which one it is. */
  private @Nullable String feed(String connector) {
    try {
      return offsets.apply(connector).stream()
          .map(offset -> JSON.<JsonNode>valueToTree(offset.partition()))
          .map(Ledgers::feed)
          .findFirst()
          .orElse(null);
    } catch (ConnectApiException e) {
      // It may have been deleted, or the worker may be busy. The next look asks again.
      return null;
    }
  }

  private static String feed(JsonNode json) {
    return String.join(
        "/",
        json.path("vendor").asText(),
        json.path("service").asText(),
        json.path("base_url").asText());
  }

  private void add(String value) {
    parse(value)
        .ifPresent(
            json -> {
              var hour =
                  new Hour(
                      json.path("verdict").asText(),
                      json.path("listed").asLong(),
                      json.path("late").asLong());
              hours
                  .computeIfAbsent(feed(json), feed -> new TreeMap<>())
                  .merge(Instant.parse(json.path("hour").asText()), hour, Ledgers::stronger);
            });
  }

  /** What was proven once stays proven. */
  private static Hour stronger(Hour known, Hour next) {
    return known.verdict().equals(COMPLETE) && !next.verdict().equals(COMPLETE) ? known : next;
  }

  /** Any other program may write to the topic. */
  private static Optional<JsonNode> parse(String value) {
    try {
      var json = JSON.readTree(value);
      // A JsonConverter writes a text as a JSON string.
      var record = json.isTextual() ? JSON.readTree(json.asText()) : json;
      Instant.parse(record.path("hour").asText());
      return Optional.of(record);
    } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
