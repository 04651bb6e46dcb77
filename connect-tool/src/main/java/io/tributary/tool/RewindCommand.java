// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import io.tributary.common.error.ForeignText;
import io.tributary.common.json.Timestamps;
import io.tributary.common.vendor.Feed;
import io.tributary.connect.rest.ConnectApi;
import io.tributary.tool.io.CommandFailedException;
import io.tributary.tool.io.JsonIo;
import io.tributary.tool.io.ProgressBar;
import io.tributary.tool.io.SystemConsole;
import io.tributary.tool.offsets.OffsetEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code offsets rewind}: stops a connector, changes its offsets and starts it again. */
@Command(
    name = "rewind",
    description = {
      "Rewinds a source to a time, or restores exported offsets of any connector.",
      "",
      "Stops the connector, changes its offsets, and restores its previous state. Refuses, without"
          + " --skip, an offset beyond the present one: what lies between is never delivered.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class RewindCommand implements Callable<Integer> {
  private static final Duration STOP = Duration.ofSeconds(30);

  /** The target of a rewind. */
  static final class Target {
    @Option(
        names = "--to",
        paramLabel = "TIME",
        description =
            "UTC, such as 2026-01-01T00:00:00Z. Every event from that time on is delivered again.")
    private @Nullable String time;

    @Option(
        names = "--file",
        paramLabel = "FILE",
        description = "A file written by the command export.")
    private @Nullable Path file;
  }

  @Parameters(paramLabel = "NAME", description = "The connector.")
  private String name = "";

  @ArgGroup(multiplicity = "1")
  private Target target = new Target();

  @Option(
      names = "--skip",
      description = "Allow an offset beyond the present one. What lies between is never delivered.")
  private boolean skip;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask for confirmation.")
  private boolean yes;

  @ParentCommand private @Nullable OffsetsCommand parent;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var offsets = Objects.requireNonNull(parent);
    // Whatever can be wrong is found before the connector is stopped.
    var time = Optional.ofNullable(target.time).map(this::time);
    var file = Optional.ofNullable(target.file).map(OffsetEntry::read);
    file.ifPresent(entries -> entries.forEach(OffsetEntry::requireReadable));
    var api = offsets.api();
    var before = OffsetEntry.of(api.offsets(name));
    var wanted = time.isPresent() ? at(api, before, time.get()) : restored(api, file.orElseThrow());
    var skipped = wanted.stream().flatMap(entry -> entry.skipped(before).stream()).toList();
    if (!skipped.isEmpty() && !skip) {
      throw new CommandFailedException(
          name
              + " would skip "
              + String.join("; ", skipped)
              + ". What it has not read of that would never be delivered. Nothing was changed. Add"
              + " --skip if you want that.");
    }
    if (!yes && !agreed(before, wanted, skipped)) {
      return 1;
    }
    change(api, wanted);
    offsets
        .out()
        .println(
            offsets.json
                ? JsonIo.text(
                    Map.of("name", name, "offsets", OffsetsCommand.descriptions(api, name)))
                : name + " is at " + positions(OffsetEntry.of(api.offsets(name))) + ".");
    offsets.out().flush();
    return 0;
  }

  private void change(ConnectApi api, List<OffsetEntry> wanted) {
    var state = api.status(name).state();
    try (var bar = new ProgressBar(3)) {
      try {
        bar.step("stopping " + name);
        api.stop(name);
        api.awaitStopped(name, STOP);
        bar.step("changing its offsets");
        api.alterOffsets(name, wanted.stream().map(OffsetEntry::stored).toList());
      } finally {
        bar.step("restoring its state");
        if (state.equals("PAUSED")) {
          api.pause(name);
        } else if (!state.equals("STOPPED")) {
          api.resume(name);
        }
      }
    }
  }

  private Instant time(String text) {
    var time =
        Timestamps.parse(text)
            .orElseThrow(
                () ->
                    wrong("--to: '" + text + "' is not a timestamp such as 2026-01-01T00:00:00Z"));
    if (time.isAfter(Instant.now())) {
      throw wrong("--to: " + time + " must not be in the future");
    }
    return time;
  }

  /** The offset that begins at the requested time. */
  private List<OffsetEntry> at(ConnectApi api, List<OffsetEntry> before, Instant time) {
    if (before.stream().anyMatch(OffsetEntry::isTopic)) {
      throw new CommandFailedException(
          name
              + " is a sink, whose offsets are those of a consumer group. Export them, change"
              + " kafka_offset, and use --file; or kafka-consumer-groups.sh --reset-offsets"
              + " --to-datetime while it is stopped.");
    }
    var tails = before.stream().filter(OffsetEntry::isTail).toList();
    return List.of(own(tails, api.config(name)).rewoundTo(time));
  }

  /** The offsets of a file that can be restored. A worker refuses those of earlier settings. */
  private List<OffsetEntry> restored(ConnectApi api, List<OffsetEntry> file) {
    var lanes =
        file.stream()
            .filter(OffsetEntry::isFeed)
            .collect(Collectors.groupingBy(entry -> entry.partition(Feed.LANE)));
    return lanes.values().stream().allMatch(entries -> entries.size() < 2)
        ? file.stream().map(OffsetEntry::canonical).toList()
        : lanes.values().stream().map(entries -> own(entries, api.config(name))).toList();
  }

  /**
   * The offset of the present settings, as the connector stores it. Others exist after base.url or
   * the reset value has changed. Of several spellings of base.url the canonical one counts, as in
   * the connector.
   */
  private OffsetEntry own(List<OffsetEntry> entries, Map<String, String> config) {
    return entries.stream()
        .filter(OffsetEntry::isFeed)
        .filter(entry -> hasReset(entry, config.get("reset.persistence.auth")))
        .flatMap(entry -> entry.at(config.get("base.url")).stream())
        .max(OffsetEntry.FURTHEST)
        .map(OffsetEntry::canonical)
        .orElseThrow(
            () ->
                new CommandFailedException(
                    name
                        + " has no offset to change yet. The setting initial.start.time.in.utc says"
                        + " where it begins."));
  }

  /** A reference to a file is not resolved here, so it matches every value. */
  private static boolean hasReset(OffsetEntry entry, @Nullable String setting) {
    var wanted = setting == null ? "" : setting.strip();
    return wanted.contains("${") || entry.partition(Feed.RESET).equals(wanted);
  }

  private boolean agreed(List<OffsetEntry> before, List<OffsetEntry> wanted, List<String> skipped) {
    var console =
        SystemConsole.console()
            .orElseThrow(() -> wrong("There is no terminal for the confirmation. Use --yes"));
    console.printf(
        "%s: from %s to %s.%n%s Continue? [y/N] ",
        name,
        positions(before),
        positions(wanted),
        skipped.isEmpty()
            ? "Everything that it has read since then is delivered again."
            : "What it has not read yet is never delivered: " + String.join("; ", skipped) + '.');
    var answer = console.readLine();
    return answer != null && answer.strip().equalsIgnoreCase("y");
  }

  private static String positions(List<OffsetEntry> entries) {
    return entries.isEmpty()
        ? "nothing"
        : entries.stream()
            .map(entry -> ForeignText.line(entry.position()))
            .collect(Collectors.joining("; "));
  }

  private ParameterException wrong(String why) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), why + ".");
  }
}
