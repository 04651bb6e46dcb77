// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connect.rest.ConnectorOffset;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LedgersTest {
  private static final TopicPartition LEDGER = new TopicPartition("ledger", 0);
  private static final Instant EIGHT = Instant.parse("2026-03-01T08:00:00Z");

  private final Map<String, String> feeds = new HashMap<>();
  private final MockConsumer<String, String> consumer = new MockConsumer<>("earliest");
  private final Ledgers ledgers =
      new Ledgers(this::offsets, consumer, Map.of("a", "ledger", "b", "ledger"));
  private long written;

  @Test
  void readsATopicFromItsFirstRecordOn() {
    ledgers.read();
    assertThat(ledgers.of("a")).isEmpty();

    create();
    feeds.put("a", "logs");
    write("logs", "complete", 7);

    assertThat(ledgers.of("a")).containsExactly(Map.entry(EIGHT, hour("complete", 7)));
    assertThat(ledgers.of("without")).isEmpty();
  }

  @Test
  void whatWasProvenStaysProvenUntilItIsProvenAnew() {
    create();
    feeds.put("a", "logs");
    write("logs", "unproven", 1);
    assertThat(ledgers.of("a")).containsValue(hour("unproven", 1));
    write("logs", "complete", 2);
    write("logs", "gap", 1);
    assertThat(ledgers.of("a")).containsValue(hour("complete", 2));
    write("logs", "complete", 3);
    assertThat(ledgers.of("a")).containsValue(hour("complete", 3));
  }

  @Test
  void feedsThatShareALedgerAreToldApartByTheirOffsets() {
    create();
    write("logs", "complete", 1);
    write("audit", "gap", 2);
    assertThat(ledgers.of("a")).as("its feed is not known yet").isEmpty();

    feeds.putAll(Map.of("a", "logs", "b", "audit"));

    assertThat(ledgers.of("a")).containsValue(hour("complete", 1));
    assertThat(ledgers.of("b")).containsValue(hour("gap", 2));
  }

  @Test
  void skipsWhatIsNoRecordOfALedger() {
    create();
    feeds.put("a", "logs");
    for (var other : new String[] {null, "", "no JSON", "[]", "{\"hour\":\"soon\"}"}) {
      write(other);
    }
    write(
        "\"{\\\"vendor\\\":\\\"v\\\",\\\"service\\\":\\\"logs\\\",\\\"base_url\\\":\\\"u\\\","
            + "\\\"hour\\\":\\\"2026-03-01T08:00:00Z\\\",\\\"verdict\\\":\\\"gap\\\",\\\"listed\\\":4}\"");

    assertThat(ledgers.of("a")).containsExactly(Map.entry(EIGHT, hour("gap", 4)));
  }

  @Test
  void readsNothingOnceItIsClosed() {
    create();
    ledgers.close();

    ledgers.read();

    assertThat(consumer.closed()).isTrue();
  }

  private List<ConnectorOffset> offsets(String connector) {
    var service = feeds.get(connector);
    return service == null
        ? List.of()
        : List.of(
            new ConnectorOffset(
                Map.of("vendor", "v", "service", service, "base_url", "u"), Map.of()));
  }

  private void create() {
    var nodes = new Node[0];
    consumer.updatePartitions(
        "ledger", List.of(new PartitionInfo("ledger", 0, null, nodes, nodes)));
    consumer.updateBeginningOffsets(Map.of(LEDGER, 0L));
    ledgers.read();
  }

  private void write(String service, String verdict, int listed) {
    write(
        """
        {"vendor":"v","service":"%s","base_url":"u","hour":"%s","listed":%d,"late":0,"verdict":"%s"}
        """
            .formatted(service, EIGHT, listed, verdict));
  }

  private void write(String value) {
    consumer.addRecord(new ConsumerRecord<>("ledger", 0, written++, "key", value));
    ledgers.read();
  }

  private static Ledgers.Hour hour(String verdict, long listed) {
    return new Ledgers.Hour(verdict, listed, 0);
  }
}
