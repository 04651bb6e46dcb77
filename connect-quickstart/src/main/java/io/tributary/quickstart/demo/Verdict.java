// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.demo;

import io.tributary.quickstart.worker.Connectors;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The state of the whole pipeline in plain words.
 *
 * @param state {@code starting}, {@code moving}, {@code complete}, {@code running}, {@code
 *     troubled}, {@code wrong} or {@code failed}
 */
public record Verdict(String state, String headline, String detail) {

  /**
   * The verdict on a snapshot.
   *
   * @param troubled the connectors whose last error is still present
   */
  public static Verdict of(Snapshot snapshot, List<String> troubled, Instant now) {
    var failed =
        snapshot.connectors().stream()
            .filter(Connectors.State::failed)
            .map(Connectors.State::name)
            .toList();
    if (!failed.isEmpty()) {
      return new Verdict(
          "failed",
          "Connector " + String.join(", ", failed) + " has failed",
          "See its last error for what to do.");
    }
    if (snapshot.tables().isEmpty()) {
      return running(snapshot.connectors(), troubled);
    }
    var demo = demo(snapshot.tables(), now);
    return troubled.isEmpty() || demo.state().equals("wrong")
        ? demo
        : problem(troubled, " " + demo.headline() + ".");
  }

  private static Verdict problem(List<String> troubled, String more) {
    return new Verdict(
        "troubled",
        "Problem with " + String.join(", ", troubled),
        "It retries automatically. See the last error for what to do." + more);
  }

  private static Verdict running(List<Connectors.State> connectors, List<String> troubled) {
    if (!troubled.isEmpty()) {
      return problem(troubled, "");
    }
    long running = connectors.stream().filter(c -> c.state().equals("RUNNING")).count();
    String detail = "%d of %d connectors run.".formatted(running, connectors.size());
    return running == connectors.size()
        ? new Verdict("running", "Running", detail)
        : new Verdict("starting", "Starting", detail);
  }

  private static Verdict demo(List<TableCheck.State> tables, Instant now) {
    long served = tables.stream().mapToLong(TableCheck.State::served).sum();
    long lost = tables.stream().mapToLong(TableCheck.State::lost).sum();
    long duplicates = tables.stream().mapToLong(TableCheck.State::duplicates).sum();
    long unexpected = tables.stream().mapToLong(TableCheck.State::unexpected).sum();
    String wrong =
        words("duplicates %,d", duplicates)
            + (unexpected == 0 ? "" : words(", unexpected %,d", unexpected));
    if (lost > 0) {
      return new Verdict(
          "moving",
          lost == 1 ? "1 event in transit" : words("%,d events in transit", lost),
          words(
              "%,d of the fakes' %,d events are in their tables; the longest wait is %s; %s.",
              served - lost, served, wait(tables, now), wrong));
    }
    if (duplicates + unexpected > 0) {
      return new Verdict(
          "wrong", "Wrong result", words("All %,d events arrived, but %s.", served, wrong));
    }
    return new Verdict(
        "complete",
        "Complete",
        words("All %,d events of the fakes are in their tables: lost 0, duplicates 0.", served));
  }

  private static String wait(List<TableCheck.State> tables, Instant now) {
    var since =
        tables.stream()
            .map(TableCheck.State::lostSince)
            .filter(Objects::nonNull)
            .min(Instant::compareTo)
            .orElse(now);
    return Duration.between(since, now).toSeconds() + " s";
  }

  private static String words(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
