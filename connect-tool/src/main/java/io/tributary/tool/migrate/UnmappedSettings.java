// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool.migrate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The reasons why settings of a collector are not carried over. */
final class UnmappedSettings {
  private static final Map<Pattern, String> REASONS = new LinkedHashMap<>();

  static {
    reason(
        "(globals|global_overrides)\\.debug",
        "PUT /admin/loggers/io.tributary sets the log level.");
    reason("(globals|global_overrides)\\.(id|name)", "Connectors have names of their own.");
    reason("globals\\.persistence\\..*", "Kafka Connect keeps the offsets, in a topic.");
    reason(
        ".*\\.(multiprocessing|queue_\\w+|sender_\\w+|devo_sender_\\w+|balanced_output)",
        "Kafka is the queue. The sink has batch.max.bytes and compression.");
    reason("inputs\\.\\w+\\.id", "Only the collector's state used it.");
    reason(".*\\.autoconfig\\..*|.*\\.autoconfig", "Nothing is set up at the vendor.");
    reason(".*\\.use_time_slots_for_retrievals", "Polls are poll.interval.ms apart.");
    reason(".*\\.retries", "Temporary failures are retried without end.");
    reason(
        ".*\\.devo_tag_map\\..*",
        "The vendor has one kind of event. The entry default becomes devo.tag.");
    reason("outputs\\.\\w+\\.config\\.type", "The endpoint contains it.");
    reason(
        "outputs\\..*\\.concurrent_connections",
        "Each task of the sink has one connection: set its tasks.max.");
    reason("outputs\\..*", "There is no sink for outputs of this type.");
  }

  private UnmappedSettings() {}

  /** The reason in a sentence. */
  static String why(String path) {
    return REASONS.entrySet().stream()
        .filter(entry -> entry.getKey().matcher(path).matches())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("This setting is not known. Check whether it matters.");
  }

  private static void reason(String path, String why) {
    REASONS.put(Pattern.compile(path), why);
  }
}
