package io.tributary.common.record;

import io.tributary.common.event.Event;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the records of a feed look like.
 *
 * @param topic where they go
 * @param tags the Devo tags they carry
 * @param format how the value is represented
 * @param eventTimestamps whether a record is dated with the time of its event
 * @param injectsPullingId whether the value tells the pull it came with
 * @param environment told by the value; empty: not told
 * @param maxEventBytes a longer event is replaced by a marker
 */
public record RecordSettings(
    String topic,
    TagSelector tags,
    Format format,
    boolean eventTimestamps,
    boolean injectsPullingId,
    String environment,
    int maxEventBytes) {

  /** How an event becomes the value of a record. */
  public enum Format {
    /** The bytes of the vendor, as text. */
    JSON,
    /** A schemaless map. */
    MAP
  }

  boolean tooLarge(Event event) {
    return event.json().length() > maxEventBytes;
  }

  /** The members that are added to each event of a pull, in their order. */
  Map<String, String> members(long pullingId) {
    var members = new LinkedHashMap<String, String>();
    if (!environment.isEmpty()) {
      members.put("@devo_environment", environment);
    }
    if (injectsPullingId) {
      members.put("@devo_pulling_id", Long.toString(pullingId));
    }
    return members;
  }
}
