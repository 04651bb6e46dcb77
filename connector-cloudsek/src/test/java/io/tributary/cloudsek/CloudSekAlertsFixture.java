// SPDX-License-Identifier: Apache-2.0
package io.tributary.cloudsek;

import io.tributary.cloudsek.fixture.FakeCloudSek;
import io.tributary.common.http.ApiClient;
import io.tributary.common.http.ServerClock;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.common.pace.RequestBudget;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.Position;
import io.tributary.common.vendor.Window;
import io.tributary.testkit.http.Fault;
import io.tributary.testkit.http.RecordedRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The alerts of a fake vendor, read at a fixed time with settings that a test may change. */
abstract class CloudSekAlertsFixture {
  static final Instant NOW = Instant.parse("2025-03-10T12:00:00Z");
  static final Position FIRST = Position.FIRST;
  static final Position SECOND = new Position(1, 1, Optional.empty());

  final FakeCloudSek fake = FakeCloudSek.start();
  final MovableClock clock = new MovableClock();
  private ApiClient client;
  CloudSekAlerts alerts;

  @BeforeEach
  void start() {
    fake.clock(Clock.fixed(NOW, ZoneOffset.UTC));
    use();
  }

  @AfterEach
  void stop() {
    client.close();
    fake.close();
  }

  Page fetch(Duration back, Position position) {
    return alerts.fetch(new Window(NOW.minus(back), NOW, 100), position);
  }

  void use(String... changes) {
    if (client != null) {
      client.close();
    }
    var settings = new HashMap<String, String>();
    settings.put("base.url", fake.url().toString());
    settings.put("token", fake.token());
    for (var i = 0; i < changes.length; i += 2) {
      settings.put(changes[i], changes[i + 1]);
    }
    client = client(new CloudSekConfig(settings));
    alerts = new CloudSekAlerts(new CloudSekConfig(settings), client);
  }

  private ApiClient client(CloudSekConfig config) {
    var vendor = new CloudSek();
    var server = new ServerClock(clock);
    return new ApiClient(
        config.http("cloudsek"),
        vendor.auth(config, server),
        vendor.exceptions(),
        server,
        RequestBudget.shared("test", "", 1, Duration.ZERO),
        new TaskMetrics<>(SourceMetric.class, clock));
  }

  void answers(String... bodies) {
    for (var body : bodies) {
      fake.faults().on(FakeCloudSek.ALERTS).next(Fault.status(200, Map.of(), body));
    }
  }

  RecordedRequest asked() {
    var requests = fake.requests(FakeCloudSek.ALERTS);
    return requests.get(requests.size() - 1);
  }

  /** The local clock. The client takes the server's time from its responses. */
  static final class MovableClock implements InstantSource {
    volatile Instant now = NOW;

    @Override
    public Instant instant() {
      return now;
    }
  }
}
