package io.tributary.quickstart;

import io.tributary.testkit.vendor.EventRow;
import io.tributary.testkit.vendor.FakeKiteworks;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Kiteworks and its log of activities. */
record DemoKiteworks(FakeKiteworks fake) implements DemoVendor {
  static final String CONNECTOR = "kiteworks";
  private static final String TABLE = "dmp.kiteworks.admin.event";

  @Override
  public String name() {
    return "Kiteworks";
  }

  @Override
  public String connector() {
    return CONNECTOR;
  }

  @Override
  public Map<String, String> properties() {
    var app = fake.app();
    return Map.of(
        "base.url", fake.url().toString(),
        "client.id", app.clientId(),
        "client.secret", app.clientSecret(),
        "user.email", app.userEmail(),
        "jwt.private.key", app.privateKeyPem());
  }

  @Override
  public List<EventRow> happens(long seed, Instant now) {
    return DemoEvents.newActivities(seed, now);
  }

  @Override
  public List<String> telling() {
    return List.of("/created", "/eventName", "/userName", "/ipAddress");
  }

  @Override
  public List<FaultKind> faults() {
    return List.of(FaultKind.storm(this), FaultKind.tokenExpiry(this, fake::revokeTokens));
  }

  @Override
  public String table() {
    return TABLE;
  }
}
