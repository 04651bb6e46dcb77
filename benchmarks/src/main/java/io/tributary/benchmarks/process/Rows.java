// SPDX-License-Identifier: Apache-2.0
package io.tributary.benchmarks.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tributary.testkit.vendor.VendorBench;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Events of equal length, 1,000 bytes unless an option says otherwise, each derived from its
 * number: its id begins with the number, and its time follows from the number of events per second.
 * Creating one costs only a copy.
 */
public final class Rows {
  private static final int BYTES = 1000;

  /** Ids from here on are for the warm-up. */
  public static final int WARM_UP = 90_000_000;

  private static final String NUMBER = "00000000";
  private static final String ROW =
      """
      {"id":"00000000-7c1f-4a55-9a3e-0b4d8f6f2a11","%s":"2024-01-01T00:00:00%s",\
      "eventName":"download_file","description":"jose@buecher.example: download_file",\
      "successful":true,"userName":"jose@buecher.example","ipAddress":"203.0.113.7",\
      "clientName":"Web user of a page","geolocationId":840,"data":{"file":{\
      "id":"0d9b2f4e-6f1c-4a53-9d9e-0b4d8f6f2a11","name":"Overview \\"Q1\\".xlsx",\
      "path":"Finance/Q1/Overview \\"Q1\\".xlsx","size":184320,"hash":"Generating...",\
      "fingerprints":[{"algo":"md5"}]},"error":null,"policies":[]},"agent":"%s"}""";

  /** For rows that are shorter than that. */
  private static final String SHORT_ROW =
      "{\"id\":\"00000000-7c1f-4a55-9a3e-0b4d8f6f2a11\",\"%s\":\"2024-01-01T00:00:00%s\",\"agent\":\"%s\"}";

  /** For rows that are too short for a time, which only a sink does without. */
  private static final String TINY_ROW = "{\"id\":\"00000000%3$s\"}";

  private static final String START = "2024-01-01T00:00:00Z";

  private final byte[] template;
  private final int timeAt;
  private final Instant start;
  private final int perKilosecond;
  private long stamped = -1;
  private byte[] stamp = {};

  private Rows(String timeMember, String zone, Instant start, int perKilosecond, int bytes) {
    var row =
        Stream.of(ROW, SHORT_ROW, TINY_ROW)
            .filter(each -> each.formatted(timeMember, zone, "").length() <= bytes)
            .findFirst()
            .orElseThrow();
    var filled = bytes - row.formatted(timeMember, zone, "").length();
    template = row.formatted(timeMember, zone, "x".repeat(filled)).getBytes(ISO_8859_1);
    timeAt = row.equals(TINY_ROW) ? -1 : row.formatted(timeMember, zone, "").indexOf("2024-01-01");
    this.start = start;
    this.perKilosecond = perKilosecond;
  }

  /** Rows from {@code start} on, {@code density} of them in 1,000 seconds. */
  public static Rows of(VendorBench vendor, Options options) {
    var density = options.number("density", vendor.density());
    return new Rows(vendor.timeMember(), vendor.zone(), start(options), density, bytes(options));
  }

  /** Rows that belong to no vendor. */
  public static Rows any(Options options) {
    return new Rows("created", "Z", start(Options.of()), 5_000, bytes(options));
  }

  private static int bytes(Options options) {
    return options.number("bytes", BYTES);
  }

  /** The length of each row. */
  public int length() {
    return template.length;
  }

  /** The time of the first event, in whole seconds. */
  public static Instant start(Options options) {
    return Instant.parse(options.values().getOrDefault("start", START));
  }

  /** The number with which an id or a row begins. */
  public static int number(CharSequence text, int at) {
    return Integer.parseInt(text, at, at + NUMBER.length(), 10);
  }

  public Instant time(long number) {
    return start.plusSeconds(number * 1000 / perKilosecond);
  }

  /** The number of the first event that is not older than the given time. */
  public int firstFrom(Instant time) {
    var millis = Math.max(0, time.toEpochMilli() - start.toEpochMilli());
    var wholeSeconds = (millis + 999) / 1000;
    return (int) Math.min(Integer.MAX_VALUE, (wholeSeconds * perKilosecond + 999) / 1000);
  }

  /** Writes a row into the page at the given position. */
  public void write(int number, byte[] page, int at) {
    System.arraycopy(template, 0, page, at, template.length);
    for (int rest = number, digit = at + 14; rest > 0; rest /= 10, digit--) {
      page[digit] = (byte) ('0' + rest % 10);
    }
    if (timeAt < 0) {
      return;
    }
    var second = time(number).getEpochSecond();
    if (second != stamped) {
      stamped = second;
      stamp = time(number).toString().substring(0, 19).getBytes(ISO_8859_1);
    }
    System.arraycopy(stamp, 0, page, at + timeAt, stamp.length);
  }

  public String text(int number) {
    var row = new byte[template.length];
    write(number, row, 0);
    return new String(row, ISO_8859_1);
  }
}
