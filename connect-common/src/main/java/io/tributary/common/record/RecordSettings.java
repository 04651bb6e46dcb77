// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.record;

import io.tributary.common.event.Event;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The form of the records of a feed.
 *
 * @param topic the topic they are sent to
 * @param tags the Devo tags they carry
 * @param format how the value is represented
 * @param eventTimestamps whether a record is dated with the time of its event
 * @param injectsPullingId whether the value holds the id of the pull that fetched it
 * @param environment held by the value; empty: not added
 * @param maxEventBytes a longer event is replaced by a placeholder
 */
public record RecordSettings(
    String topic,
    TagSelector tags,
    Format format,
    boolean eventTimestamps,
    boolean injectsPullingId,
    String environment,
    int maxEventBytes) {

  public RecordSettings {
    if (topic.isBlank() || maxEventBytes < 1) {
      throw new IllegalArgumentException("A topic and a positive number of bytes are required");
    }
  }

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
