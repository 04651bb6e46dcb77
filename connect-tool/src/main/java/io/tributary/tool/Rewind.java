package io.tributary.tool;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.json.Timestamps;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code offsets rewind}: stops a connector, changes its offset and lets it go on. */
@Command(
    name = "rewind",
    description = {
      "Lets a source begin at a time, or any connector at offsets that were exported.",
      "",
      "The connector is stopped, changed, and put back into the state it was in.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class Rewind implements Callable<Integer> {
  /** Where to. */
  static final class Target {
    @Option(
        names = "--to",
        paramLabel = "TIME",
        description = "UTC, such as 2026-01-01T00:00:00Z: everything from then on comes again.")
    private @Nullable String time;

    @Option(names = "--file", paramLabel = "FILE", description = "What export has written.")
    private @Nullable Path file;
  }

  @Parameters(paramLabel = "NAME", description = "The connector.")
  private String name = "";

  @ArgGroup(multiplicity = "1")
  private Target target = new Target();

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  @ParentCommand private @Nullable Offsets parent;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var offsets = Objects.requireNonNull(parent);
    var worker = offsets.worker();
    var before = worker.offsets(name);
    var body = target.file == null ? at(worker, before) : kept(worker, Json.read(target.file));
    if (!yes && !agreed(before, body)) {
      return 1;
    }
    change(worker, body);
    var told =
        Map.of(
            "name",
            name,
            "offsets",
            Offsets.places(worker.offsets(name)).stream().map(Place::told).toList());
    offsets
        .out()
        .println(
            offsets.json ? Json.text(told) : name + " is at " + times(worker.offsets(name)) + ".");
    offsets.out().flush();
    return 0;
  }

  private void change(Worker worker, Object body) {
    var state = worker.status(name).at("/connector/state").asText();
    try (var bar = new ProgressBar(3)) {
      try {
        bar.step("stopping " + name);
        worker.stop(name);
        bar.step("changing its offsets");
        worker.alterOffsets(name, body);
      } finally {
        bar.step("going on");
        if (state.equals("PAUSED")) {
          worker.pause(name);
        } else if (!state.equals("STOPPED")) {
          worker.resume(name);
        }
      }
    }
  }

  /** The body of a PATCH that begins at the wanted time. */
  private Object at(Worker worker, JsonNode before) {
    var text = Objects.requireNonNull(target.time);
    var time = Timestamps.parse(text);
    if (time.isEmpty()) {
      throw wrong("--to: '" + text + "' is not a time such as 2026-01-01T00:00:00Z");
    }
    var places = Offsets.places(before);
    if (places.stream().anyMatch(Place::isTopic)) {
      throw new UserError(
          name
              + " is a sink, whose offsets are those of a consumer group. Export them, change"
              + " kafka_offset, and use --file; or kafka-consumer-groups.sh --reset-offsets"
              + " --to-datetime while it is stopped.");
    }
    var own = own(places, worker.config(name));
    return Map.of("offsets", List.of(offset(own.partition(), time.get())));
  }

  /** What can be put back of a file: a worker refuses what is not of the present settings. */
  private Object kept(Worker worker, JsonNode file) {
    var places = Offsets.places(file);
    if (places.stream().filter(Place::isFeed).count() < 2) {
      return file;
    }
    var own = own(places, worker.config(name));
    return Map.of("offsets", List.of(Map.of("partition", own.partition(), "offset", own.offset())));
  }

  private static Map<String, Object> offset(JsonNode partition, Instant time) {
    var entry = new LinkedHashMap<String, Object>();
    entry.put("partition", partition);
    entry.put("offset", Map.of("last_event_time_in_utc", time.toString()));
    return entry;
  }

  /** The offset of the present settings: there are others after base.url or the reset changed. */
  private Place own(List<Place> places, JsonNode config) {
    var feeds = places.stream().filter(Place::isFeed).toList();
    if (feeds.size() == 1) {
      return feeds.get(0);
    }
    return feeds.stream()
        .filter(place -> fits(place, "base_url", config.path("base.url").asText()))
        .filter(place -> fits(place, "reset", config.path("reset.persistence.auth").asText()))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    name
                        + " has no offset to be changed yet; initial.start.time.in.utc tells where"
                        + " it begins."));
  }

  private static boolean fits(Place place, String member, String setting) {
    var wanted = setting.strip().replaceAll("/+$", "");
    return wanted.contains("${") || place.partition().path(member).asText().equals(wanted);
  }

  private boolean agreed(JsonNode before, Object body) {
    var console =
        Terminal.console().orElseThrow(() -> wrong("There is no terminal to ask on: say --yes"));
    console.printf(
        "%s: from %s to %s.%nWhat it has read since comes again. Go on? [y/N] ",
        name, times(before), times(Json.MAPPER.valueToTree(body)));
    var answer = console.readLine();
    return answer != null && answer.strip().equalsIgnoreCase("y");
  }

  private static String times(JsonNode answer) {
    var places = Offsets.places(answer);
    return places.isEmpty()
        ? "nothing"
        : String.join(
            "; ",
            places.stream()
                .map(place -> place.isFeed() ? place.time() : place.told().toString())
                .toList());
  }

  private ParameterException wrong(String why) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), why + ".");
  }
}
