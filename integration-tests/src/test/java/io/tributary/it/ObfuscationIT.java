// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.vendor.EventRow;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/**
 * Fields are masked by a source and by the transform alike, and never leak where they cannot be.
 */
class ObfuscationIT {
  private static final Instant DAY = Instant.parse("2026-10-02T00:00:00Z");
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String KEY = "canary-hash-key";
  private static final String RULES =
      """
      [{"name": ["userName"], "mode": "hash"},
       {"name": ["data", "*", "email"], "string_patterns": ["^[^@]+"], "value": "x"},
       {"name": ["ip"], "mode": "drop"}]
      """;
  private static final String MEMBERS =
      """
       "userName":"canary-user", "ip":"canary-ip",
       "data":[ {"email":"canary-mail@example.com", "n":1.50} ]\
      """;
  private static final String MASKED =
      """
       "userName":"34edab5052ebc46a8de832832a5480b7aa134a792334ae9e044fc06c8450f4c3",
       "data":[ {"email":"x@example.com", "n":1.50} ]\
      """;

  @Test
  void aSourceAndTheTransformMaskTheSame() throws IOException {
    try (var vendor = RunningVendor.start()) {
      vendor.add(vendor.fixture().row("e1", DAY, MEMBERS));
      var source = vendor.config("masked-by-source");
      source.putAll(Map.of("obfuscation.rules", RULES, "obfuscation.hash.key", KEY));
      var transform = vendor.config("masked-by-transform");
      transform.putAll(transform(RULES));

      Stack.rest().create("masked-by-source", source);
      Stack.rest().create("masked-by-transform", transform);

      for (var topic : List.of("masked-by-source", "masked-by-transform")) {
        var record = Stack.reader().untilCount(topic, 1, SOON).get(0);
        assertThat(record.key()).isEqualTo("e1");
        assertThat(record.value()).startsWith(masked(vendor, DAY) + ",\"@devo_pulling_id\":\"");
        Stack.rest().delete(topic);
      }
      assertThat(Files.readString(Stack.worker().log())).doesNotContain("canary");
    }
  }

  @Test
  void whatCannotBeMaskedIsAMarkerOfASourceAndStopsTheTransform() throws IOException {
    try (var vendor = RunningVendor.start()) {
      vendor.add(
          EventRow.raw(DAY, "\"canary-text\""),
          vendor.fixture().row("e1", DAY.plusSeconds(1), MEMBERS));
      var source = vendor.config("withheld");
      source.putAll(Map.of("obfuscation.rules", RULES, "obfuscation.hash.key", KEY));
      var transform = vendor.config("refused");
      transform.putAll(transform(RULES));

      Stack.rest().create("withheld", source);
      Stack.rest().create("refused", transform);

      var values =
          Stack.reader().untilCount("withheld", 2, SOON).stream()
              .map(ConsumerRecord::value)
              .toList();
      assertThat(values).anyMatch(value -> value.startsWith(masked(vendor, DAY.plusSeconds(1))));
      assertThat(values)
          .anyMatch(value -> value.contains("\"@tributary_withheld\":{\"bytes\":13,"));
      Stack.rest().awaitTaskState("refused", 0, "FAILED", SOON);
      assertThat(Stack.rest().status("refused").tasks().get(0).trace())
          .contains("SetupError 730: A record of topic refused cannot be masked: it is neither")
          .doesNotContain("canary");
      assertThat(Stack.rest().status("withheld").running()).isTrue();
      Stack.rest().delete("withheld");
      Stack.rest().delete("refused");
      assertThat(Files.readString(Stack.worker().log())).doesNotContain("canary");
    }
  }

  @Test
  void aWrongRuleIsToldOnItsField() {
    try (var vendor = RunningVendor.start()) {
      var config = vendor.config("wrong");
      config.putAll(transform("[{\"name\":\"user\"}]"));
      config.put("name", "wrong");
      config.put("obfuscation.rules", "[{\"name\":[\"user\"],\"mode\":\"hash\"}]");

      var faults = Stack.rest().validate(config.get("connector.class"), config);

      assertThat(faults).containsOnlyKeys("transforms.mask.rules", "obfuscation.hash.key");
      assertThat(faults.get("transforms.mask.rules").get(0))
          .contains("SetupError 701")
          .contains("item 1: name must be a list of strings.");
      assertThat(faults.get("obfuscation.hash.key").get(0)).startsWith("SetupError 8");
    }
  }

  /** The event as it must be, without its last brace. */
  private static String masked(RunningVendor vendor, Instant time) {
    return vendor.fixture().row("e1", time, MASKED).json().replaceFirst("}$", "");
  }

  private static Map<String, String> transform(String rules) {
    return Map.of(
        "transforms",
        "mask",
        "transforms.mask.type",
        "io.tributary.common.obfuscation.Obfuscate",
        "transforms.mask.rules",
        rules,
        "transforms.mask.hash.key",
        KEY);
  }
}
