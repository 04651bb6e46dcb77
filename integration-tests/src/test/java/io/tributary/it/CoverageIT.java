// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static io.tributary.testkit.vendor.VendorBehavior.SORTS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.testkit.vendor.Vendors;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** The ledger of a source on a real worker, and {@code coverage verify} against it. */
class CoverageIT {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final String TOPIC = "covered";
  private static final String LEDGER = "covered-ledger";

  @Test
  void verifySucceedsOnTheTruthAndNamesTheHourOfARecordTooMany() throws Exception {
    var third = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(3));
    try (var vendor = RunningVendor.start(Vendors.without(SORTS))) {
      var events = vendor.rows(1, 60, third.minusSeconds(3_600), third.plusSeconds(7_200));
      vendor.add(events);
      var config = vendor.config(TOPIC);
      config.put("coverage.topic", LEDGER);
      config.put("overlap.ms", "1000");
      config.put("sweep.interval.ms", "1000");
      config.put("sweep.horizon.ms", "21600000");
      Stack.rest().create(TOPIC, config);
      new Arrivals(TOPIC).are(events);

      await().atMost(SOON).until(() -> verify(third).status() == 0);
      assertThat(verify(third).out()).contains("All 2 hours are proven");

      produce("another", third.plusSeconds(5_000));
      var extra = verify(third);

      assertThat(extra.status()).as(extra.out()).isEqualTo(1);
      assertThat(extra.out())
          .contains(third.plusSeconds(3_600) + "  extra 1")
          .contains("1 of 2 hours are not proven or differ");
      var none = run("nothing", third);
      assertThat(none.status()).as(none.out()).isEqualTo(2);
      Stack.rest().delete(TOPIC);
    }
  }

  private static ToolRun verify(Instant from) throws Exception {
    return run(TOPIC, from);
  }

  private static ToolRun run(String topic, Instant from) throws Exception {
    return ToolRun.of(
        "coverage",
        "verify",
        "--bootstrap",
        Stack.broker().bootstrapServers(),
        "--topic",
        topic,
        "--ledger",
        LEDGER,
        "--from",
        from.toString(),
        "--to",
        from.plusSeconds(7_200).toString());
  }

  private static void produce(String key, Instant time) throws Exception {
    var text = new StringSerializer();
    var settings =
        Map.<String, Object>of(
            "bootstrap.servers", Stack.broker().bootstrapServers(), "compression.type", "zstd");
    try (var producer = new KafkaProducer<>(settings, text, text)) {
      var header = new RecordHeader("event.time", time.toString().getBytes(UTF_8));
      var record = new ProducerRecord<>(TOPIC, (Integer) null, key, "{}", List.of(header));
      producer.send(record).get();
    }
  }
}
