// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import io.tributary.common.config.SourceConfig;
import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.event.Event;
import io.tributary.common.http.ApiClient;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.common.pace.RequestBudget;
import io.tributary.common.vendor.Position;
import io.tributary.common.vendor.Probe;
import io.tributary.common.vendor.ProbeReport;
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
   * @throws ApiException if the login fails, or the events cannot be read
   */
  ProbeReport report() {
    client.logIn();
    try {
      vendor.probe(this, window());
      rows(window());
    } catch (Exhausted e) {
      found("more", Verdict.UNDECIDED, "the " + MOST_REQUESTS + " requests were used up");
    }
    return new ProbeReport(
        vendor.feed().name(), Map.copyOf(changes), List.copyOf(findings), requests());
  }

  private Window window() {
    var config = vendor.config(merged(Map.of()));
    var now = now();
    return new Window(config.startTime(now), now, config.pageSize());
  }

  /** What every vendor's rows should be like. */
  private void rows(Window window) {
    var now = window.to();
    var first = ask(window, Position.FIRST);
    if (first.failure() != null) {
      throw first.failure();
    }
    var rows = first.rows();
    if (rows.isEmpty()) {
      var none = "there are none, so most questions stay open";
      found("rows since initial.start.time.in.utc", Verdict.UNDECIDED, none);
      return;
    }
    var withoutId = rows.stream().filter(row -> row.anomaly() == Event.Anomaly.NO_ID).count();
    var shared = rows.stream().filter(row -> row.anomaly() == Event.Anomaly.SHARED_ID).count();
    found(
        "every row has an id of its own (event.id.pointers)",
        withoutId + shared == 0 ? Verdict.CONFIRMED : Verdict.REFUTED,
        "of %d rows %d have no id, and %d share one".formatted(rows.size(), withoutId, shared));
    var timeless = rows.stream().filter(row -> row.time() == null).count();
    found(
        "every row has a time that is read (event.time.pointers, event.time.format)",
        timeless == 0 ? Verdict.CONFIRMED : Verdict.REFUTED,
        "of %d rows %d have none".formatted(rows.size(), timeless));
    var ahead = rows.stream().filter(row -> row.timeOr(now).isAfter(now.plusSeconds(60))).count();
    found(
        "no row is dated ahead of the server's clock",
        ahead == 0 ? Verdict.CONFIRMED : Verdict.REFUTED,
        "of %d rows %d are".formatted(rows.size(), ahead));
    readAgain(window, rows);
  }

  private void readAgain(Window window, List<Event> rows) {
    var bytes = new LinkedHashMap<Long, String>();
    rows.forEach(row -> bytes.put(row.digest(), row.json().text()));
    var again = ask(window, Position.FIRST).rows();
    var same = again.stream().filter(row -> bytes.containsKey(row.digest())).toList();
    var changed =
        same.stream().filter(row -> !row.json().text().equals(bytes.get(row.digest()))).count();
    var unknown = new HashSet<>(again.stream().map(Event::digest).toList());
    unknown.removeAll(bytes.keySet());
    found(
        "a row is the same when it is read again (dedupe.key)",
        again.isEmpty()
            ? Verdict.UNDECIDED
            : changed == 0 && unknown.size() < again.size() ? Verdict.CONFIRMED : Verdict.REFUTED,
        "of %d rows read again %d have other bytes, and %d were not listed before"
            .formatted(again.size(), changed, unknown.size()));
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
    try {
      var wait = budget.reserveWithin(LONGEST_WAIT);
      if (wait.compareTo(LONGEST_WAIT) > 0) {
        throw new Exhausted();
      }
      TimeUnit.NANOSECONDS.sleep(wait.toNanos());
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
