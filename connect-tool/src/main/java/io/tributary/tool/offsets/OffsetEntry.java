package io.tributary.tool.offsets;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tributary.connect.rest.ConnectorOffset;
import io.tributary.tool.io.CommandFailedException;
import io.tributary.tool.io.JsonIo;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One offset of a connector as an operator reads it. */
public record OffsetEntry(ConnectorOffset stored) {

  /** All offsets of a connector. */
  public static List<OffsetEntry> of(List<ConnectorOffset> offsets) {
    return offsets.stream().map(OffsetEntry::new).toList();
  }

  /** The offsets in a file that {@code offsets export} has written. */
  public static List<OffsetEntry> read(Path file) {
    try {
      var offsets = JsonIo.read(file).path("offsets");
      if (offsets.isArray()) {
        return of(List.of(JsonIo.MAPPER.treeToValue(offsets, ConnectorOffset[].class)));
      }
    } catch (JsonProcessingException e) {
      // Told below.
    }
    throw new CommandFailedException(file + " has no offsets as the command export writes them.");
  }

  /** Whether it is an offset of one of our sources, rather than of a sink or another connector. */
  public boolean isFeed() {
    return stored.partition().keySet().containsAll(List.of("vendor", "service", "base_url"));
  }

  /** Whether it is the offset of a sink in a partition of a topic. */
  public boolean isTopic() {
    return stored.partition().containsKey("kafka_topic");
  }

  /** A member of the partition as text; empty if there is none. */
  public String partition(String member) {
    return Objects.toString(stored.partition().get(member), "");
  }

  private String offset(String member, String absent) {
    return Objects.toString(offset().get(member), absent);
  }

  private Map<String, Object> offset() {
    return Objects.requireNonNullElse(stored.offset(), Map.of());
  }

  /** The time up to which a source has read, or else everything that is stored. */
  public String position() {
    return isFeed() ? time() : description().toString();
  }

  private String time() {
    return offset("last_event_time_in_utc", "");
  }

  /** Its members by name, in the order in which a person reads them. */
  public Map<String, Object> description() {
    var members = new LinkedHashMap<String, Object>();
    if (isTopic()) {
      members.put("topic", partition("kafka_topic"));
      members.put("partition", stored.partition().getOrDefault("kafka_partition", 0));
      members.put("next_offset", offset().getOrDefault("kafka_offset", 0));
    } else if (isFeed()) {
      members.put("feed", partition("vendor") + '/' + partition("service"));
      members.put("base_url", partition("base_url"));
      members.put("reset", partition("reset"));
      members.put("read_up_to", time());
      members.put("nothing_before", offset("since_in_utc", time()));
      members.put("ids_remembered", ids());
    } else {
      members.put("partition", stored.partition());
      members.put("offset", offset());
    }
    return members;
  }

  /** How many events it knows as sent: those listed that are not pending, of the time it tells. */
  private long ids() {
    try {
      var ids = new ArrayList<String>();
      JsonIo.MAPPER.readTree(offset("last_ids", "[]")).forEach(id -> ids.add(id.asText()));
      var sent = ids.subList(0, ids.size() - Integer.parseInt(offset("ids_pending", "0")));
      var since = Instant.parse(offset("since_in_utc", time())).getEpochSecond();
      return sent.stream().filter(id -> second(id) >= since).count();
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
      throw new CommandFailedException("The offset cannot be read: " + offset() + ".");
    }
  }

  /** Of {@code digest@second}, in base 36. */
  private static long second(String id) {
    return Long.parseLong(id.substring(id.indexOf('@') + 1), 36);
  }
}
