package io.tributary.cloudsek;

import io.tributary.testkit.vendor.AlertRows;
import io.tributary.testkit.vendor.EventRow;
import io.tributary.testkit.vendor.FakeCloudSek;
import io.tributary.testkit.vendor.FakeVendor;
import io.tributary.testkit.vendor.VendorContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceTask;

/** CloudSEK keeps the contract of all sources. */
class CloudSekContractTest extends VendorContract {
  private final FakeCloudSek fake = FakeCloudSek.start();

  @Override
  protected FakeVendor newVendor() {
    return fake;
  }

  @Override
  protected List<EventRow> events(int count) {
    var rows = new ArrayList<>(AlertRows.inOneSecond(1, 150, DAY.plus(Duration.ofHours(1))));
    rows.addAll(AlertRows.nested(2, count - 150, DAY, DAY.plus(Duration.ofDays(1))));
    return rows;
  }

  @Override
  protected List<EventRow> events(int count, Instant from, Instant to) {
    return AlertRows.nested(3 + from.hashCode(), count, from, to);
  }

  @Override
  protected boolean expireCredential() {
    // A token is good until it is revoked.
    return false;
  }

  @Override
  protected String eventsPath() {
    return FakeCloudSek.ALERTS;
  }

  @Override
  protected SourceTask newTask() {
    return new CloudSekSourceTask();
  }

  @Override
  protected Map<String, String> settings(FakeVendor vendor) {
    var settings = new HashMap<String, String>();
    settings.put("base.url", vendor.url().toString());
    settings.put("token", fake.token());
    settings.put("initial.start.time.in.utc", DAY.toString());
    settings.put("page.size", "100");
    settings.put("requests.limits", "");
    settings.put("poll.interval.ms", "100");
    settings.put("retry.backoff.ms", "10");
    settings.put("retry.backoff.max.ms", "50");
    return settings;
  }

  @Override
  protected Map<String, String> wrongCredentials(FakeVendor vendor) {
    var settings = settings(vendor);
    settings.put("token", CANARY);
    return settings;
  }
}
