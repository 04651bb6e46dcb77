// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool.offsets;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.OffsetCodec;
import io.tributary.common.error.Durations;
import io.tributary.common.json.Timestamps;
import io.tributary.common.vendor.Feed;
import io.tributary.common.vendor.InstanceAddress;
import io.tributary.connect.rest.ConnectorOffset;
import io.tributary.tool.io.CommandFailedException;
import io.tributary.tool.io.JsonIo;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** One offset of a connector in readable form. */
public record OffsetEntry(ConnectorOffset stored) {
  /** Of several spellings of an address the canonical one counts, as in the connector. */
  public static final Comparator<OffsetEntry> FURTHEST =
      Comparator.comparing(OffsetEntry::isCanonical).thenComparing(OffsetEntry::position);

  /** All offsets of a connector. */
  public static List<OffsetEntry> of(List<ConnectorOffset> offsets) {
    return offsets.stream().map(OffsetEntry::new).toList();
  }

  /** The offsets in a file of {@code offsets export}. */
  public static List<OffsetEntry> read(Path file) {
    try {
      var offsets = JsonIo.read(file).path("offsets");
      if (offsets.isArray()) {
        return of(List.of(JsonIo.MAPPER.treeToValue(offsets, ConnectorOffset[].class)));
      }
    } catch (JsonProcessingException e) {
      // The exception below reports it.
    }
    throw new CommandFailedException(file + " has no offsets in the format of the command export.");
  }

  /** Whether it is an offset of one of our sources, as opposed to a sink or another connector. */
  public boolean isFeed() {
    return stored
        .partition()
        .keySet()
        .containsAll(List.of(Feed.VENDOR, Feed.SERVICE, Feed.BASE_URL));
  }

  /** Whether it is the offset of a feed's tail, as opposed to a slice or a replay. */
  public boolean isTail() {
    return isFeed() && partition(Feed.LANE).isEmpty();
  }

  /** The offset of the same feed that begins at the given time, UTC, with the same history. */
  public OffsetEntry rewoundTo(Instant time) {
    var offset = new LinkedHashMap<String, Object>(Map.of(OffsetCodec.TIME, time.toString()));
    offset()
        .forEach(
            (member, value) -> {
              if (member.equals(OffsetCodec.HISTORY)) {
                offset.put(member, value);
              }
            });
    return new OffsetEntry(new ConnectorOffset(stored.partition(), offset));
  }

  /** Whether it is the offset of a sink in a partition of a topic. */
  public boolean isTopic() {
    return stored.partition().containsKey("kafka_topic");
  }

  /** A member of the partition as text; empty if there is none. */
  public String partition(String member) {
    return Objects.toString(stored.partition().get(member), "");
  }

  /** Whether its address is spelled as this release spells it. */
  public boolean isCanonical() {
    return stored.partition().equals(canonical().stored.partition());
  }

  /** The same offset of a feed under the address as this release spells it. */
  public OffsetEntry canonical() {
    return isFeed() ? under(InstanceAddress.canonical(partition(Feed.BASE_URL))) : this;
  }

  /**
   * The same offset of a feed at the given base.url, if both are spellings of one place. Either may
   * also hold the path of the API. A reference to a file is not resolved here, so it may be any
   * place.
   */
  public Optional<OffsetEntry> at(@Nullable String baseUrl) {
    var own = InstanceAddress.canonical(partition(Feed.BASE_URL));
    var wanted = InstanceAddress.canonical(Objects.requireNonNullElse(baseUrl, ""));
    if (wanted.contains("${") || (wanted + '/').startsWith(own + '/')) {
      return Optional.of(this);
    }
    return own.startsWith(wanted + '/') ? Optional.of(under(wanted)) : Optional.empty();
  }

  /**
   * What would never be delivered if this offset replaced the present one, in words; empty if it is
   * not beyond it.
   *
   * @param present the offsets of the connector
   */
  public Optional<String> skipped(List<OffsetEntry> present) {
    var same = present.stream().filter(other -> isOfSamePlace(other));
    return isTopic()
        ? same.map(OffsetEntry::nextOffset).reduce(Math::max).flatMap(this::records)
        : same.max(FURTHEST).flatMap(OffsetEntry::time).flatMap(this::span);
  }

  private boolean isOfSamePlace(OffsetEntry other) {
    if (!isFeed() || !other.isFeed()) {
      return stored.partition().equals(other.stored.partition());
    }
    return Stream.of(Feed.VENDOR, Feed.SERVICE, Feed.RESET, Feed.LANE)
            .allMatch(member -> partition(member).equals(other.partition(member)))
        && other.at(partition(Feed.BASE_URL)).isPresent();
  }

  private Optional<String> records(long next) {
    return nextOffset() <= next
        ? Optional.empty()
        : Optional.of(
            "%d records of topic %s, partition %s"
                .formatted(
                    nextOffset() - next,
                    partition("kafka_topic"),
                    stored.partition().getOrDefault("kafka_partition", 0)));
  }

  private Optional<String> span(Instant readUpTo) {
    return time()
        .filter(time -> time.isAfter(readUpTo))
        .map(
            time ->
                "%s, from %s to %s"
                    .formatted(Durations.rough(Duration.between(readUpTo, time)), readUpTo, time));
  }

  private long nextOffset() {
    return offset().get("kafka_offset") instanceof Number number ? number.longValue() : 0;
  }

  /** The time up to which a source has read; empty if there is none that can be read. */
  public Optional<Instant> time() {
    return isFeed()
        ? Timestamps.parse(Objects.toString(offset().get(OffsetCodec.TIME), ""))
        : Optional.empty();
  }

  /**
   * Checks an offset of a feed as its connector would.
   *
   * @throws CommandFailedException if it cannot be read; a null offset removes the stored one
   */
  public void requireReadable() {
    if (isFeed() && stored.offset() != null) {
      var unused = checkpoint();
    }
  }

  private OffsetEntry under(String baseUrl) {
    var partition = new LinkedHashMap<>(stored.partition());
    partition.put(Feed.BASE_URL, baseUrl);
    return new OffsetEntry(new ConnectorOffset(partition, stored.offset()));
  }

  private Map<String, Object> offset() {
    return Objects.requireNonNullElse(stored.offset(), Map.of());
  }

  /**
   * The time up to which a source has read, or else everything that is stored. It is not decoded,
   * so that an offset that this release cannot read can be replaced.
   */
  public String position() {
    return isFeed()
        ? Objects.toString(offset().get(OffsetCodec.TIME), "")
        : description().toString();
  }

  /** Its members by name, in a readable order. */
  public Map<String, Object> description() {
    var members = new LinkedHashMap<String, Object>();
    if (isTopic()) {
      members.put("topic", partition("kafka_topic"));
      members.put("partition", stored.partition().getOrDefault("kafka_partition", 0));
      members.put("next_offset", offset().getOrDefault("kafka_offset", 0));
    } else if (isFeed()) {
      var checkpoint = checkpoint();
      members.put("feed", partition(Feed.VENDOR) + '/' + partition(Feed.SERVICE));
      members.put(Feed.BASE_URL, partition(Feed.BASE_URL));
      members.put(Feed.RESET, partition(Feed.RESET));
      members.put(Feed.LANE, partition(Feed.LANE));
      members.put("read_up_to", checkpoint.time().toString());
      members.put("nothing_before", checkpoint.since().toString());
      members.put("ids_remembered", checkpoint.seen().size());
    } else {
      members.put("partition", stored.partition());
      members.put("offset", offset());
    }
    return members;
  }

  /** The same offset as releases that write version 1 read it, if it is that of a feed. */
  public OffsetEntry inVersion1() {
    return isFeed()
        ? new OffsetEntry(
            new ConnectorOffset(
                stored.partition(), Map.copyOf(OffsetCodec.encodeVersion1(checkpoint()))))
        : this;
  }

  private Checkpoint checkpoint() {
    try {
      return OffsetCodec.decode(offset());
    } catch (ConnectException e) {
      throw new CommandFailedException(String.valueOf(e.getMessage()));
    }
  }
}
