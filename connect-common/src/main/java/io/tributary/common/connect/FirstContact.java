// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import io.tributary.common.ProbeReport;
import io.tributary.common.ProbeReport.Verdict;
import io.tributary.common.config.SourceConfig;
import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.error.Durations;
import io.tributary.common.event.Event;
import io.tributary.common.http.ApiClient;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.common.pace.RequestBudget;
import io.tributary.common.vendor.Position;
import io.tributary.common.vendor.Probe;
import io.tributary.common.vendor.RowQuestions;
import io.tributary.common.vendor.Vendor;
import io.tributary.common.vendor.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigException;

/**
 * Finds out how a server keeps the contract that its documents do not tell: asks what the vendor's
 * {@link Probe} asks, and then what concerns all vendors. Reads only, keeps to {@code
 * requests.limits}, and makes at most {@value #MOST_REQUESTS} requests, logins included.
 */
final class FirstContact<C extends SourceConfig> implements Probe {
  static final int MOST_REQUESTS = 40;

  /** What one question may take: a login that is renewed, and a redirect. */
  private static final int PER_QUESTION = 4;

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);
  private static final int TRIES = 3;

  private final Vendor<C> vendor;
  private final Map<String, String> settings;
  private final ApiClient client;
  private final RequestBudget budget;
  private final TaskMetrics<SourceMetric> metrics;
  private final Map<String, String> changes = new LinkedHashMap<>();
  private final List<ProbeReport.Finding> findings = new ArrayList<>();

  /** There is no request left. */
  private static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  FirstContact(
      Vendor<C> vendor,
      Map<String, String> settings,
      ApiClient client,
      RequestBudget budget,
      TaskMetrics<SourceMetric> metrics) {
    this.vendor = vendor;
    this.settings = Map.copyOf(settings);
    this.client = client;
    this.budget = budget;
    this.metrics = metrics;
  }

  /**
   * Asks everything. Blocks for as long as {@code requests.limits} makes it wait.
   *
   * @param watch for how long to watch how late new rows become visible; zero for not at all
   * @throws ApiException if the login fails, or the events cannot be read
   */
  ProbeReport report(Duration watch) {
    client.logIn();
    try {
      vendor.probe(this, window());
      new RowQuestions(this, window()).ask();
      if (!watch.isZero()) {
        watch(watch);
      }
    } catch (Exhausted e) {
      found(
          "more",
          Verdict.UNDECIDED,
          "no further request is allowed: %d at most, and within requests.limits"
              .formatted(MOST_REQUESTS));
    }
    return new ProbeReport(
        vendor.feed().name(), Map.copyOf(changes), List.copyOf(findings), requests());
  }

  private Window window() {
    var config = vendor.config(merged(Map.of()));
    var now = now();
    var start = config.startTime(now);
    // Of rows that are being added nothing could be told apart.
    var quiet = now.minus(config.overlap());
    return new Window(start, quiet.isAfter(start) ? quiet : now, config.pageSize());
  }

  /** Asks for the newest rows again and again, with the requests that are left. */
  private void watch(Duration time) {
    var config = vendor.config(merged(Map.of()));
    var turns = Math.max(2, MOST_REQUESTS - requests() - PER_QUESTION);
    var pause = time.dividedBy(turns);
    var back = config.overlap().plus(config.settle()).plus(pause).multipliedBy(2);
    var seen = new HashSet<Long>();
    var delays = new ArrayList<Duration>();
    var isCut = false;
    try {
      for (var turn = 0; turn < turns; turn++) {
        sleep(turn == 0 ? Duration.ZERO : pause);
        var now = now();
        var window = new Window(now.minus(back), now, config.pageSize());
        var rows = ask(window, Position.FIRST).rows();
        isCut |= lacksTheNewest(rows, window);
        for (var row : rows) {
          if (seen.add(row.digest()) && turn > 0 && row.time() != null) {
            delays.add(Duration.between(row.time(), now));
          }
        }
      }
    } finally {
      tellDelays(isCut ? List.of() : delays, config.overlap(), pause);
    }
  }

  /** Whether a page that comes oldest first is full, so that others follow. */
  private static boolean lacksTheNewest(List<Event> rows, Window window) {
    return rows.size() >= window.limit()
        && rows.get(0).timeOr(Instant.MAX).isBefore(rows.get(rows.size() - 1).timeOr(Instant.MIN));
  }

  private void tellDelays(List<Duration> delays, Duration overlap, Duration pause) {
    var longest = delays.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    found(
        "rows become visible within overlap.ms",
        delays.isEmpty()
            ? Verdict.UNDECIDED
            : longest.compareTo(overlap) > 0 ? Verdict.REFUTED : Verdict.CONFIRMED,
        "%d new rows, the latest after %.1f s; asked every %.1f s"
            .formatted(delays.size(), Durations.seconds(longest), Durations.seconds(pause)));
    if (longest.compareTo(overlap) > 0) {
      set("overlap.ms", String.valueOf(longest.multipliedBy(2).toMillis()));
    }
  }

  @Override
  public Instant now() {
    return client.now();
  }

  @Override
  public String setting(String name) {
    var value = vendor.configDef().parse(merged(Map.of())).get(name);
    return Objects.toString(value, "");
  }

  @Override
  public Answer ask(Map<String, String> with, Window window, Position position) {
    C config;
    try {
      config = vendor.config(merged(with));
    } catch (ConfigException e) {
      throw new IllegalArgumentException("a probe asks with settings that are valid", e);
    }
    var api = vendor.api(config, client);
    for (var tries = 1; ; tries++) {
      awaitTurn();
      try {
        return new Answer(api.fetch(window, position), null);
      } catch (ApiException e) {
        if (e.error() != ApiError.TOO_MANY_REQUESTS || tries == TRIES) {
          return new Answer(null, e);
        }
      }
    }
  }

  /** Also waits for what a server has asked with Retry-After. */
  private void awaitTurn() {
    if (requests() + PER_QUESTION > MOST_REQUESTS) {
      throw new Exhausted();
    }
    var wait = budget.reserveWithin(LONGEST_WAIT);
    if (wait.compareTo(LONGEST_WAIT) > 0) {
      throw new Exhausted();
    }
    sleep(wait);
  }

  private static void sleep(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Exhausted();
    }
  }

  private int requests() {
    return (int) metrics.value(SourceMetric.REQUESTS);
  }

  private Map<String, String> merged(Map<String, String> with) {
    var merged = new LinkedHashMap<>(settings);
    merged.putAll(changes);
    merged.putAll(with);
    return merged;
  }

  @Override
  public void set(String setting, String value) {
    if (!value.equals(setting(setting))) {
      changes.put(setting, value);
    }
  }

  @Override
  public void found(String question, Verdict verdict, String evidence) {
    findings.add(new ProbeReport.Finding(question, verdict, evidence));
  }
}
