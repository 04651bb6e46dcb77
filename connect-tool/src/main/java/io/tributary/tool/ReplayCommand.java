// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import io.tributary.common.config.BackfillSettings;
import io.tributary.common.error.Durations;
import io.tributary.common.json.TimeRange;
import io.tributary.common.json.Timestamps;
import io.tributary.common.vendor.Feed;
import io.tributary.connect.rest.ConnectApi;
import io.tributary.connect.rest.ConnectorOffset;
import io.tributary.tool.io.CommandFailedException;
import io.tributary.tool.io.JsonIo;
import io.tributary.tool.io.ProgressBar;
import io.tributary.tool.io.SystemConsole;
import io.tributary.tool.offsets.OffsetEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code replay}: sends a range of a source again, beside what it reads. */
@Command(
    name = "replay",
    description = {
      "Sends the events of a range again, once and with the header devo.replay, beside the feed.",
      "",
      "Adds the range to the setting replay of the connector, and waits until it has been read. A"
          + " range that was sent again before stays sent: its offset is stored.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ReplayCommand implements Callable<Integer> {
  private static final int STEPS = 100;
  private static final long PAUSE_MILLIS = 500;

  @Parameters(paramLabel = "NAME", description = "The connector.")
  private String name = "";

  @Option(
      names = "--from",
      required = true,
      paramLabel = "TIME",
      description = "UTC, such as 2026-01-01T00:00:00Z: the first second of the range.")
  private String from = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "TIME",
      description = "The first second behind the range.")
  private String to = "";

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "3600",
      description = "How long to wait (default: ${DEFAULT-VALUE}); 0: do not wait.")
  private int timeout;

  @Option(
      names = "--remove",
      description = "Take the range out of the setting again, once it has been read.")
  private boolean remove;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask for confirmation.")
  private boolean yes;

  @Mixin private WorkerOptions worker = new WorkerOptions();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var range = range();
    var api = worker.api();
    var config = api.config(name);
    if (!"source".equals(api.status(name).type())) {
      throw new CommandFailedException(name + " is a sink. Only a source can send a range again.");
    }
    if (!yes && !agreed(range)) {
      return 1;
    }
    put(api, config, range, true);
    var done = timeout > 0 && await(api, range);
    if (done && remove) {
      put(api, api.config(name), range, false);
    }
    print(range, done);
    return done || timeout == 0 ? 0 : 1;
  }

  private TimeRange range() {
    var begin = time("--from", from).truncatedTo(ChronoUnit.SECONDS);
    var given = time("--to", to);
    var second = given.truncatedTo(ChronoUnit.SECONDS);
    var end = second.equals(given) ? second : second.plusSeconds(1);
    if (!begin.isBefore(end)) {
      throw wrong("--to: " + to + " must be later than --from");
    }
    if (end.isAfter(Instant.now())) {
      throw wrong("--to: " + to + " must not be in the future");
    }
    return new TimeRange(begin, end);
  }

  private Instant time(String option, String text) {
    return Timestamps.parse(text)
        .orElseThrow(
            () ->
                wrong(option + ": '" + text + "' is not a timestamp such as 2026-01-01T00:00:00Z"));
  }

  /** Adds the range to the setting or takes it out, and leaves the others. */
  private void put(ConnectApi api, Map<String, String> config, TimeRange range, boolean add) {
    var setting = BackfillSettings.REPLAY.name();
    var given = Objects.requireNonNullElse(config.get(setting), "");
    var others =
        Stream.of(given.split(",", -1))
            .map(String::strip)
            .filter(other -> !other.isEmpty() && !other.equals(range.toString()))
            .toList();
    var ranges = new ArrayList<>(others);
    if (add) {
      ranges.add(range.toString());
    }
    var next = new HashMap<>(config);
    next.put(setting, String.join(",", ranges));
    if (!next.get(setting).equals(given)) {
      api.putConfig(name, next);
    }
  }

  /** Returns whether the range has been read within the time. */
  private boolean await(ConnectApi api, TimeRange range) {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeout);
    try (var bar = new ProgressBar(STEPS)) {
      var shown = 0;
      while (System.nanoTime() - end < 0) {
        var share = share(api.offsets(name), range);
        for (; shown <= (int) (STEPS * share); shown++) {
          bar.step("sending " + range + " again");
        }
        if (share >= 1) {
          return true;
        }
        new CountDownLatch(1).await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private static double share(List<ConnectorOffset> offsets, TimeRange range) {
    return OffsetEntry.of(offsets).stream()
        .filter(entry -> entry.partition(Feed.LANE).equals("replay " + range))
        .flatMap(entry -> entry.time().stream())
        .mapToDouble(range::shareBefore)
        .max()
        .orElse(0);
  }

  private void print(TimeRange range, boolean done) {
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    if (json) {
      out.println(JsonIo.text(Map.of("name", name, "range", range.toString(), "done", done)));
    } else if (done) {
      out.println(name + " has sent " + range + " again.");
    } else if (timeout == 0) {
      out.println(name + " sends " + range + " again.");
    } else {
      out.println(
          name
              + " has not sent all of "
              + range
              + " within "
              + timeout
              + " s, and goes on. A range without events never reports its end.");
    }
    out.flush();
  }

  private boolean agreed(TimeRange range) {
    var console =
        SystemConsole.console()
            .orElseThrow(() -> wrong("There is no terminal for the confirmation. Use --yes"));
    console.printf(
        "%s sends all events of %s again, from %s to %s. Continue? [y/N] ",
        name,
        Durations.rough(Duration.between(range.from(), range.until())),
        range.from(),
        range.until());
    var answer = console.readLine();
    return answer != null && answer.strip().equalsIgnoreCase("y");
  }

  private ParameterException wrong(String why) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), why + ".");
  }
}
