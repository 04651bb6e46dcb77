package io.tributary.threatq;

import io.tributary.testkit.vendor.EventRow;
import io.tributary.testkit.vendor.FakeThreatQ;
import io.tributary.testkit.vendor.FakeVendor;
import io.tributary.testkit.vendor.ThreatQRows;
import io.tributary.testkit.vendor.VendorContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceTask;

/** ThreatQ keeps the contract of all sources. */
class ThreatQContractTest extends VendorContract {
  private final FakeThreatQ fake = FakeThreatQ.start();

  @Override
  protected FakeVendor newVendor() {
    return fake;
  }

  @Override
  protected List<EventRow> events(int count) {
    var rows = new ArrayList<>(ThreatQRows.inOneSecond(1, 150, DAY.plus(Duration.ofHours(1))));
    rows.addAll(ThreatQRows.realistic(2, count - 150, DAY, DAY.plus(Duration.ofDays(1))));
    return rows;
  }

  @Override
  protected List<EventRow> events(int count, Instant from, Instant to) {
    return ThreatQRows.realistic(3 + from.hashCode(), count, from, to);
  }

  @Override
  protected boolean expireCredential() {
    fake.revokeTokens();
    return true;
  }

  @Override
  protected String eventsPath() {
    return FakeThreatQ.EVENTS;
  }

  @Override
  protected SourceTask newTask() {
    return new ThreatQSourceTask();
  }

  @Override
  protected Map<String, String> settings(FakeVendor vendor) {
    var settings = Clients.byUser(fake);
    settings.put("initial.start.time.in.utc", DAY.toString());
    settings.put("page.size", "100");
    return settings;
  }

  @Override
  protected Map<String, String> wrongCredentials(FakeVendor vendor) {
    var settings = settings(vendor);
    settings.put("password", CANARY);
    return settings;
  }
}
