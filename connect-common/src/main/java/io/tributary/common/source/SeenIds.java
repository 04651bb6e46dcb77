package io.tributary.common.source;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The events that have been emitted within the overlap: a digest and the second of each, in order
 * of emission. Immutable.
 */
final class SeenIds {
  /** What fits into an offset of under 1 MiB, the producer's limit, with room to spare. */
  static final int MOST = 30_000;

  static final SeenIds NONE = new SeenIds(new LinkedHashMap<>());

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final int SECOND_RADIX = 36;
  private static final int ENTRY_LENGTH = 22;

  private final Map<Long, Long> seconds;

  private SeenIds(Map<Long, Long> seconds) {
    this.seconds = seconds;
  }

  boolean contains(Event event) {
    return seconds.containsKey(event.digest());
  }

  int size() {
    return seconds.size();
  }

  /** How many of them happened from one second to another, both included. */
  long countBetween(Instant first, Instant last) {
    return seconds.values().stream()
        .filter(second -> second >= first.getEpochSecond() && second <= last.getEpochSecond())
        .count();
  }

  /** With the given events added; one that is there already is renewed and keeps its place. */
  SeenIds with(List<Event> events, Instant windowEnd) {
    if (events.isEmpty()) {
      return this;
    }
    var grown = new LinkedHashMap<>(seconds);
    for (var event : events) {
      grown.merge(event.digest(), event.timeOr(windowEnd).getEpochSecond(), Math::max);
    }
    return new SeenIds(grown);
  }

  /** Without what happened before the given second. */
  SeenIds since(Instant since) {
    var first = since.getEpochSecond();
    if (seconds.values().stream().allMatch(second -> second >= first)) {
      return this;
    }
    var kept = new LinkedHashMap<>(seconds);
    kept.values().removeIf(second -> second < first);
    return new SeenIds(kept);
  }

  /** The second that leaves at most {@code most} ids when everything before it is forgotten. */
  Instant secondThatLeaves(int most) {
    var sorted = seconds.values().stream().mapToLong(Long::longValue).sorted().toArray();
    if (sorted.length <= most) {
      return Instant.MIN;
    }
    var newestForgotten = sorted[sorted.length - 1 - most];
    return Instant.ofEpochSecond(newestForgotten + 1);
  }

  /** A JSON array of {@code digest@second}, base64url and base 36, in order of emission. */
  String encode() {
    var out = new StringBuilder(seconds.size() * ENTRY_LENGTH + 2).append('[');
    seconds.forEach(
        (digest, second) -> {
          out.append(out.length() == 1 ? "\"" : ",\"");
          out.append(BASE64.encodeToString(ByteBuffer.allocate(8).putLong(digest).array()));
          out.append('@').append(Long.toString(second, SECOND_RADIX)).append('"');
        });
    return out.append(']').toString();
  }

  /**
   * The ids of {@link #encode} without the last {@code pending}, which were not emitted.
   *
   * @throws IllegalArgumentException if the text is not such an array
   */
  static SeenIds decode(String text, int pending) {
    var array = text.strip();
    if (!array.startsWith("[") || !array.endsWith("]")) {
      throw new IllegalArgumentException("last_ids must be a JSON array in a string");
    }
    var inner = array.substring(1, array.length() - 1).strip();
    var entries = inner.isEmpty() ? new String[0] : inner.split(",", -1);
    if (pending < 0 || pending > entries.length) {
      throw new IllegalArgumentException("ids_pending must be from 0 to " + entries.length);
    }
    var seconds = new LinkedHashMap<Long, Long>();
    for (var entry : Arrays.asList(entries).subList(0, entries.length - pending)) {
      var id = entry(entry.strip());
      seconds.put(id.getKey(), id.getValue());
    }
    return new SeenIds(seconds);
  }

  private static Map.Entry<Long, Long> entry(String quoted) {
    var at = quoted.indexOf('@');
    if (!quoted.startsWith("\"") || !quoted.endsWith("\"") || at < 0) {
      throw new IllegalArgumentException("last_ids has an entry that is not \"digest@second\"");
    }
    var digest = Base64.getUrlDecoder().decode(quoted.substring(1, at));
    if (digest.length != Long.BYTES) {
      throw new IllegalArgumentException("last_ids has a digest that is not 8 bytes long");
    }
    var second = Long.parseLong(quoted.substring(at + 1, quoted.length() - 1), SECOND_RADIX);
    return Map.entry(ByteBuffer.wrap(digest).getLong(), second);
  }

  @Override
  public String toString() {
    return seconds.size() + " ids";
  }
}
