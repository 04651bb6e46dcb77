// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool.coverage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.coverage.HourCoverage;
import io.tributary.common.coverage.Verdict;
import io.tributary.tool.io.CommandFailedException;
import io.tributary.tool.io.JsonIo;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerEntryTest {
  private static final String JSON =
      "{\"vendor\":\"acme\",\"service\":\"logs\",\"base_url\":\"https://acme\","
          + "\"hour\":\"2026-03-01T01:00:00Z\",\"listed\":2,\"digest\":\"fffffffffffffffe\","
          + "\"late\":1,\"verdict\":\"complete\",\"at\":\"2026-03-01T03:00:00Z\"}";

  @Test
  void isReadAsJsonOrAsTextInJson() {
    var hour = Instant.parse("2026-03-01T01:00:00Z");
    var entry =
        new LedgerEntry(
            "acme/logs/https://acme", new HourCoverage(hour, 2, -2, 1, Verdict.COMPLETE));

    assertThat(LedgerEntry.of(JSON.getBytes(UTF_8))).isEqualTo(entry);
    assertThat(LedgerEntry.of(JsonIo.text(JSON).getBytes(UTF_8))).isEqualTo(entry);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}", "[]", "7", "{\"vendor\":\"acme\"}"})
  void somethingElseIsRefusedWithoutQuotingIt(String text) {
    assertThatThrownBy(() -> LedgerEntry.of(text.getBytes(UTF_8)))
        .isInstanceOf(CommandFailedException.class)
        .hasMessage("A record of the ledger cannot be read.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"complete", "fffffffffffffffe", "2026-03-01T01:00:00Z"})
  void aMemberWithAnotherFormIsRefused(String member) {
    var wrong = JSON.replace(member, "~");

    assertThatThrownBy(() -> LedgerEntry.of(wrong.getBytes(UTF_8)))
        .isInstanceOf(CommandFailedException.class);
  }
}
