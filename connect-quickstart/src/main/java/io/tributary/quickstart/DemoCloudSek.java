package io.tributary.quickstart;

import io.tributary.testkit.vendor.EventRow;
import io.tributary.testkit.vendor.FakeCloudSek;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** CloudSEK XVigil and its alerts. Its token is a fixed one, so it cannot expire. */
record DemoCloudSek(FakeCloudSek fake) implements DemoVendor {
  static final String CONNECTOR = "cloudsek";
  private static final String TABLE = "drp.cloudsek.xvigil.alerts";

  @Override
  public String name() {
    return "CloudSEK XVigil";
  }

  @Override
  public String connector() {
    return CONNECTOR;
  }

  @Override
  public Map<String, String> properties() {
    return Map.of("base.url", fake.url().toString(), "token", fake.token());
  }

  @Override
  public List<EventRow> happens(long seed, Instant now) {
    return seed % 3 == 0 ? DemoEvents.newAlerts(seed, now) : List.of();
  }

  @Override
  public List<String> telling() {
    return List.of("/incident_time", "/module_name", "/event_details/event_summary");
  }

  @Override
  public List<FaultKind> faults() {
    return List.of(FaultKind.storm(this));
  }

  @Override
  public String table() {
    return TABLE;
  }
}
