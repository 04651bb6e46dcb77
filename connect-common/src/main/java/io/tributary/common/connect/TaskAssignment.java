// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import io.tributary.common.checkpoint.HistoryCut;
import io.tributary.common.metrics.PublishedMetrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.connect.util.ConnectorUtils;
import org.jspecify.annotations.Nullable;

/**
 * Which lanes a task reads, and what all tasks have agreed on. It travels in the settings of the
 * task.
 *
 * @param lanes the names of the lanes; empty for all of them
 * @param tasks the number of tasks that share the limits of requests
 * @param cut the cut of a feed that begins, or null
 */
record TaskAssignment(List<String> lanes, int tasks, @Nullable HistoryCut cut) {
  private static final String LANES = "tributary.lanes";
  private static final String TASKS = "tributary.tasks";
  private static final String CUT = "tributary.history";

  /** The tail, which has no name. */
  private static final String TAIL = "tail";

  /** Returns what stands in the settings of a task. */
  static TaskAssignment of(Map<String, String> settings) {
    var lanes = settings.getOrDefault(LANES, "");
    var cut = settings.getOrDefault(CUT, "");
    return new TaskAssignment(
        lanes.isEmpty() ? List.of() : List.of(lanes.split(",", -1)),
        Integer.parseInt(settings.getOrDefault(TASKS, "1")),
        cut.isEmpty() ? null : HistoryCut.parse(cut));
  }

  /** Returns the settings of the tasks that share the lanes of a plan, at most so many. */
  static List<Map<String, String>> settings(
      Map<String, String> connector, LanePlan plan, int maxTasks) {
    var lanes = plan.lanes(null, Instant.now());
    var cut = lanes.get(0).checkpoint().cut();
    var groups = ConnectorUtils.groupPartitions(lanes, Math.min(maxTasks, lanes.size()));
    var tasks = new ArrayList<Map<String, String>>();
    for (var group : groups) {
      var task = new HashMap<>(connector);
      if (groups.size() > 1) {
        task.put(LANES, group.stream().map(TaskAssignment::name).collect(Collectors.joining(",")));
        task.put(TASKS, Integer.toString(groups.size()));
        task.put(PublishedMetrics.TASK, Integer.toString(tasks.size()));
      }
      if (cut != null) {
        task.put(CUT, cut.toString());
      }
      tasks.add(task);
    }
    return tasks;
  }

  /** Returns those of the given lanes that the task reads. */
  List<LanePlan.Planned> own(List<LanePlan.Planned> all) {
    return lanes.isEmpty() ? all : all.stream().filter(lane -> lanes.contains(name(lane))).toList();
  }

  private static String name(LanePlan.Planned lane) {
    return lane.isTail() ? TAIL : lane.name();
  }
}
