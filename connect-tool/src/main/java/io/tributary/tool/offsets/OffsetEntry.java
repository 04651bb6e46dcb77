package io.tributary.tool.offsets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.tool.io.CommandFailedException;
import io.tributary.tool.io.JsonIo;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** One offset of a connector, as the REST API shows it. */
public record OffsetEntry(JsonNode partition, JsonNode offset) {

  /** Whether it is one of our sources, not of a sink or of another connector. */
  public boolean isFeed() {
    return partition.has("vendor") && partition.has("service") && partition.has("base_url");
  }

  public boolean isTopic() {
    return partition.has("kafka_topic");
  }

  public String time() {
    return offset.path("last_event_time_in_utc").asText();
  }

  /** What it says, in the order a person reads it. */
  public Map<String, Object> told() {
    var told = new LinkedHashMap<String, Object>();
    if (isTopic()) {
      told.put("topic", partition.path("kafka_topic").asText());
      told.put("partition", partition.path("kafka_partition").asInt());
      told.put("next_offset", offset.path("kafka_offset").asLong());
    } else if (isFeed()) {
      told.put(
          "feed", partition.path("vendor").asText() + '/' + partition.path("service").asText());
      told.put("base_url", partition.path("base_url").asText());
      told.put("reset", partition.path("reset").asText());
      told.put("read_up_to", time());
      told.put("nothing_before", offset.path("since_in_utc").asText(time()));
      told.put("ids_remembered", ids());
    } else {
      told.put("partition", partition);
      told.put("offset", offset);
    }
    return told;
  }

  /** How many events it knows as sent: those listed that are not pending, of the time it tells. */
  private long ids() {
    try {
      var ids = new ArrayList<String>();
      JsonIo.MAPPER
          .readTree(offset.path("last_ids").asText("[]"))
          .forEach(id -> ids.add(id.asText()));
      var sent = ids.subList(0, ids.size() - offset.path("ids_pending").asInt());
      var since = Instant.parse(offset.path("since_in_utc").asText(time())).getEpochSecond();
      return sent.stream().filter(id -> second(id) >= since).count();
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
      throw new CommandFailedException("The offset cannot be read: " + offset + ".");
    }
  }

  /** Of {@code digest@second}, in base 36. */
  private static long second(String id) {
    return Long.parseLong(id.substring(id.indexOf('@') + 1), 36);
  }
}
