// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool.migrate;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The reasons why settings of a collector are not carried over. */
final class UnmappedSettings {
  private static final String NO_SINK = "There is no sink for outputs of this type.";
  private static final Pattern OUTPUT = Pattern.compile("^outputs\\.[^.]+\\.");
  private static final Map<Pattern, String> REASONS = new LinkedHashMap<>();

  static {
    reason(
        "(globals|global_overrides)\\.debug",
        "PUT /admin/loggers/io.tributary sets the log level.");
    reason("(globals|global_overrides)\\.(id|name)", "Connectors have names of their own.");
    reason("globals\\.persistence\\..*", "Kafka Connect keeps the offsets, in a topic.");
    reason(
        ".*(using_gzip|compression)\\w*",
        "The sink compresses every batch with compression=gzip, or none. It has no threshold, level or"
            + " buffer.");
    reason(
        ".*(sender_stats|generate_metrics)\\w*",
        "The sink logs its progress every five minutes and publishes metrics.");
    reason(
        ".*\\.balanced_output",
        "Every sink sends all events of its topics. Delete the sinks that are not wanted.");
    reason(
        ".*\\.(multiprocessing|\\w*queue\\w*|\\w*buffer\\w*)",
        "Kafka is the queue. Its topic holds what is not sent yet, for as long as retention.ms says.");
    reason(".*\\.(devo_)?sender_\\w+", "The sink has one sender for each of its tasks: tasks.max.");
    reason("inputs\\.\\w+\\.id", "Only the collector's state used it.");
    reason(".*\\.autoconfig\\..*|.*\\.autoconfig", "Nothing is set up at the vendor.");
    reason(".*\\.use_time_slots_for_retrievals", "Polls are poll.interval.ms apart.");
    reason(".*\\.retries", "Temporary failures are retried indefinitely.");
    reason(
        ".*\\.devo_tag_map\\..*",
        "The vendor has one kind of event. The entry default becomes devo.tag.");
    reason("outputs\\.\\w+\\.config\\.type", "The endpoint contains it.");
    reason(
        "outputs\\..*\\.concurrent_connections",
        "Each task of the sink has one connection: set its tasks.max.");
    reason("outputs\\.[^.]+\\.type", NO_SINK);
    reason("outputs\\..*", "The sink has no such setting. Check whether it matters.");
  }

  private UnmappedSettings() {}

  /**
   * The reason in a sentence.
   *
   * @param left the paths of all settings that are not carried over
   */
  static String why(String path, Collection<String> left) {
    var output = OUTPUT.matcher(path);
    if (output.find() && left.contains(output.group() + "type")) {
      return NO_SINK;
    }
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
