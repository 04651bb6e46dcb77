// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool.migrate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.common.config.SourceSettings;
import io.tributary.tool.io.CommandFailedException;
import io.tributary.tool.io.JsonIo;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.connect.errors.ConnectException;

/** Creates connectors and offsets from a collector's configuration and state. */
public final class Migration {
  private static final String START_TIME = SourceSettings.START_TIME.name();

  /** A migrated feed: the service of an input, and the connector it becomes. */
  private record Feed(CollectorVendor vendor, String input, ConnectorDraft draft) {}

  private final Path file;
  private final CollectorSection root;
  private final Set<String> names = new HashSet<>();
  private final List<Feed> feeds = new ArrayList<>();
  private final List<ConnectorDraft> sinks = new ArrayList<>();
  private final Map<String, String> leftOut = new TreeMap<>();

  /** Reads the configuration. */
  public Migration(Path file) {
    this.file = file;
    if (!(JsonIo.readYaml(file) instanceof ObjectNode node)
        || !(node.get("inputs") instanceof ObjectNode)) {
      throw new CommandFailedException(
          file + " is not a collector configuration: it has no inputs with members.");
    }
    root = new CollectorSection(node);
    map();
  }

  /** Names of the source connectors. */
  public List<String> sources() {
    return feeds.stream().map(feed -> feed.draft.name).toList();
  }

  /** The settings that are not carried over, by their path in the file, each with the reason. */
  public Map<String, String> leftOut() {
    return leftOut;
  }

  /**
   * The connectors: sources, then sinks.
   *
   * @param states files by the name of the source that they belong to
   * @param now UTC
   */
  public List<MigratedConnector> moved(Map<String, Path> states, Instant now) {
    var moved = new ArrayList<MigratedConnector>();
    feeds.forEach(
        feed -> moved.add(moved(feed, Optional.ofNullable(states.get(feed.draft.name)), now)));
    sinks.forEach(sink -> moved.add(new MigratedConnector(sink, Optional.empty(), sink.faults())));
    return moved;
  }

  private void map() {
    var globals = root.section(root.node().has("globals") ? "globals" : "global_overrides");
    var limits = globals.node().deepCopy();
    globals.take("requests_limits");
    globals.take("requests_per_second");
    var inputs = root.section("inputs");
    for (var name : inputs.names()) {
      input(name, inputs, limits);
    }
    if (feeds.isEmpty()) {
      throw new CommandFailedException(
          file
              + " has no enabled input of a vendor that has a connector: "
              + CollectorVendor.all().stream().map(CollectorVendor::name).toList()
              + ".");
    }
    outputs();
    var left = root.left();
    for (var path : left) {
      leftOut.put(path, UnmappedSettings.why(path, left));
    }
  }

  private void input(String name, CollectorSection inputs, ObjectNode globals) {
    var input = inputs.section(name);
    var path = "inputs." + name;
    var origin = CollectorVendor.of(name, input);
    var enabled = input.text("enabled").filter("false"::equalsIgnoreCase).isEmpty();
    if (origin.isEmpty() || !enabled) {
      inputs.node().remove(name);
      leftOut.put(path, enabled ? "There is no connector for this vendor." : "It is not enabled.");
      return;
    }
    var vendor = origin.get();
    var services = input.section("services");
    var reads = services.names().isEmpty() || services.names().contains(vendor.service());
    for (var other : services.names()) {
      if (!other.equals(vendor.service())) {
        services.node().remove(other);
        leftOut.put(
            path + ".services." + other, "Only the service " + vendor.service() + " is read.");
      }
    }
    if (!reads) {
      inputs.node().remove(name);
      return;
    }
    var draft = new ConnectorDraft(unique(name + '-' + vendor.service()), vendor.connector());
    var general = new CollectorSection(globals.deepCopy());
    SourceMapping.map(vendor, services.section(vendor.service()), input, general, draft);
    feeds.add(new Feed(vendor, name, draft));
  }

  private void outputs() {
    var topics = new LinkedHashSet<String>();
    feeds.forEach(feed -> topics.add(feed.draft.topic()));
    var outputs = root.section("outputs");
    var directory = file.toAbsolutePath().resolveSibling("");
    for (var name : outputs.names()) {
      var output = outputs.section(name);
      SinkMapping.map(unique(name), output, List.copyOf(topics), directory).ifPresent(sinks::add);
    }
  }

  private MigratedConnector moved(Feed feed, Optional<Path> stateFile, Instant now) {
    var draft = feed.draft;
    var state =
        stateFile
            .map(at -> CollectorState.read(at, feed.input, feed.vendor.service()))
            .map(known -> feed.vendor.knowsEventsById() ? known : withoutIds(known, draft));
    state.ifPresentOrElse(
        known -> complete(draft, known),
        () ->
            draft.note(
                "Without --state it begins at its start time: all that the collector has sent since"
                    + " then is delivered again."));
    if (!draft.config.containsKey(START_TIME)) {
      draft.note("It has no " + START_TIME + ". Without an offset it begins a few days back.");
    }
    var faults = draft.faults();
    if (!faults.isEmpty() || state.isEmpty()) {
      return new MigratedConnector(draft, Optional.empty(), faults);
    }
    return new MigratedConnector(
        draft, state.get().offset(now).map(offset -> offsets(feed, offset)), faults);
  }

  private static CollectorState withoutIds(CollectorState state, ConnectorDraft draft) {
    draft.note(
        "The ids of the state do not show which updates were sent: those of its last second are"
            + " delivered again.");
    return state.withoutIds();
  }

  /** Carries over settings that the state contains. */
  private static void complete(ConnectorDraft draft, CollectorState state) {
    if (!draft.config.containsKey(START_TIME)) {
      state
          .start()
          .or(state::time)
          .ifPresent(start -> SourceMapping.startAt(draft, start.toString()));
    }
    var reset = draft.config.getOrDefault("reset.persistence.auth", "");
    if (state.reset().isPresent() && !state.reset().get().equals(reset)) {
      draft.note(
          "The state was saved under another reset_persistence_auth. The collector would have"
              + " ignored it at its next start. The connector continues from the state.");
    }
    if (state.time().isEmpty()) {
      draft.note("According to the state nothing was read yet, so there is no offset.");
    }
  }

  /** The body of a PATCH, checked by the connector itself. */
  private static Map<String, Object> offsets(Feed feed, Map<String, String> offset) {
    var config = feed.draft.config;
    var connector = feed.vendor.connector();
    var partition = connector.partition(config);
    try {
      var unused = connector.alterOffsets(config, Map.of(partition, offset));
    } catch (ConnectException e) {
      throw new CommandFailedException(feed.draft.name + ": " + e.getMessage());
    }
    var entry = new LinkedHashMap<String, Object>();
    entry.put("partition", partition);
    entry.put("offset", offset);
    return Map.of("offsets", List.of(entry));
  }

  /** A unique name for a connector, without full stops, as files get their name from it. */
  private String unique(String wanted) {
    var plain = wanted.isEmpty() ? "unnamed" : wanted.replaceAll("[^A-Za-z0-9_-]", "-");
    var name = plain;
    for (var next = 2; !names.add(name); next++) {
      name = plain + '-' + next;
    }
    return name;
  }
}
