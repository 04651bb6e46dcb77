// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.record;

import io.tributary.common.event.Event;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The form of the records of a feed.
 *
 * @param topic the topic to which records are sent
 * @param tags the Devo tags that records carry
 * @param format the representation of the value
 * @param eventTimestamps whether the record timestamp is the time of the event
 * @param injectsPullingId whether the value contains the id of the pull that fetched the event
 * @param environment the environment to add to the value, or empty to add none
 * @param maxEventBytes the largest event in bytes, above zero; a placeholder replaces a larger one
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

  /** How an event is represented in the value of a record. */
  public enum Format {
    /** The vendor's bytes, as text. */
    JSON,
    /** A schemaless map. */
    MAP
  }

  boolean tooLarge(Event event) {
    return event.length() > maxEventBytes;
  }

  /** Returns the members to add to each event of a pull, in order. */
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
