// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.checkpoint.OffsetImport;
import io.tributary.common.json.Timestamps;
import io.tributary.tool.io.CommandFailedException;
import io.tributary.tool.io.JsonIo;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state that a collector has stored for one service.
 *
 * @param time the time up to which it has read; absent if it has read nothing yet
 * @param polled whether that is the time of a request, as opposed to an event
 * @param ids the ids of the events that it would not send again
 * @param start its configured start time
 * @param reset the reset value when it was saved
 */
record CollectorState(
    Optional<Instant> time,
    boolean polled,
    List<String> ids,
    Optional<Instant> start,
    Optional<String> reset) {

  private static final String EVENT_TIME = "last_event_time_in_utc";
  private static final String POLL_TIME = "last_polled_time";

  /**
   * Reads a state from JSON, from the dictionary that a collector prints, or from a log with such
   * lines, of which the last one of the service counts.
   *
   * @param input name of the input in the log
   */
  static CollectorState read(Path file, String input, String service) {
    var text = JsonIo.content(file);
    var logged = LoggedState.all(text);
    var wrong = file + " is not a collector state";
    return of(
        JsonIo.yaml(logged.isEmpty() ? text : last(logged, file, input, service), wrong), file);
  }

  /**
   * The offset that continues exactly there; absent if nothing has been read yet.
   *
   * @param now UTC; an id without a time is remembered with this time
   */
  Optional<Map<String, String>> offset(Instant now) {
    return time.map(
        at ->
            // A request for events after the last request also returns the rest of its second.
            polled
                ? OffsetImport.offset(at.truncatedTo(ChronoUnit.SECONDS), ids, now)
                : OffsetImport.offset(at, ids, at));
  }

  /** The same state, for a feed whose events these ids do not identify. */
  CollectorState withoutIds() {
    return new CollectorState(time, polled, List.of(), start, reset);
  }

  private static CollectorState of(JsonNode state, Path file) {
    if (!state.has(EVENT_TIME) && !state.has(POLL_TIME)) {
      throw new CommandFailedException(
          "%s is not a collector state: it has neither %s nor %s."
              .formatted(file, EVENT_TIME, POLL_TIME));
    }
    var version = text(state.get("@persistence_version")).orElse("1");
    if (!version.equals("1")) {
      throw new CommandFailedException(
          "%s has @persistence_version %s; only 1 is known.".formatted(file, version));
    }
    var polled = !state.has(EVENT_TIME);
    return new CollectorState(
        time(state, polled ? POLL_TIME : EVENT_TIME, file),
        polled,
        ids(state.path(polled ? "all_events_ids" : "last_ids"), file),
        time(state, "initial_start_time_in_utc", file),
        text(state.get("reset_persistence_auth")));
  }

  private static Optional<Instant> time(JsonNode state, String member, Path file) {
    var text = text(state.get(member));
    if (text.isEmpty()) {
      return Optional.empty();
    }
    var time = Timestamps.parse(text.get());
    if (time.isEmpty()) {
      throw new CommandFailedException(
          "%s: %s is not a time: %s.".formatted(file, member, text.get()));
    }
    return time;
  }

  private static List<String> ids(JsonNode list, Path file) {
    var ids = new ArrayList<String>();
    for (var id : list) {
      if (!id.isValueNode()) {
        throw new CommandFailedException(
            file + ": an id of the state is neither text nor a number.");
      }
      ids.add(id.asText());
    }
    return ids;
  }

  /** A value. {@code None} and null mean none. */
  private static Optional<String> text(@Nullable JsonNode value) {
    return Optional.ofNullable(value)
        .filter(node -> node.isValueNode() && !node.isNull())
        .map(JsonNode::asText)
        .filter(text -> !text.equals("None"));
  }

  private static String last(List<LoggedState> lines, Path file, String input, String service) {
    var own =
        lines.stream()
            .filter(
                line ->
                    List.of(line.arguments().split("[,#]")).containsAll(List.of(input, service)))
            .toList();
    if (own.isEmpty()) {
      throw new CommandFailedException(
          "%s contains no state of the service %s of the input %s."
              .formatted(file, service, input));
    }
    return own.get(own.size() - 1).state();
  }
}
