// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool.coverage;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.coverage.HourCoverage;
import io.tributary.common.coverage.Verdict;
import io.tributary.tool.io.CommandFailedException;
import io.tributary.tool.io.JsonIo;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * A record of a ledger.
 *
 * @param feed the vendor, the service and the address of the instance, with slashes between them
 */
public record LedgerEntry(String feed, HourCoverage hour) {
  private static final int HEX = 16;

  /**
   * Parses the value of a record.
   *
   * @throws CommandFailedException if it is not one of a ledger
   */
  public static LedgerEntry of(byte[] value) {
    try {
      var json = JsonIo.MAPPER.readTree(value);
      // A JsonConverter writes a text as a JSON string.
      return of(json.isTextual() ? JsonIo.MAPPER.readTree(json.asText()) : json);
    } catch (IOException | DateTimeException | IllegalArgumentException e) {
      throw new CommandFailedException("A record of the ledger cannot be read.");
    }
  }

  private static LedgerEntry of(JsonNode json) {
    var feed = text(json, "vendor") + '/' + text(json, "service") + '/' + text(json, "base_url");
    var hour =
        new HourCoverage(
            Instant.parse(text(json, "hour")),
            json.required("listed").asLong(),
            Long.parseUnsignedLong(text(json, "digest"), HEX),
            json.path("late").asLong(),
            Verdict.of(text(json, "verdict")).orElseThrow(IllegalArgumentException::new));
    return new LedgerEntry(feed, hour);
  }

  private static String text(JsonNode json, String member) {
    return json.required(member).asText();
  }
}
