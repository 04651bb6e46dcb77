package io.tributary.kiteworks;

import io.tributary.testkit.vendor.ActivityRows;
import io.tributary.testkit.vendor.EventRow;
import io.tributary.testkit.vendor.FakeKiteworks;
import io.tributary.testkit.vendor.FakeVendor;
import io.tributary.testkit.vendor.VendorContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceTask;

/** Kiteworks keeps the contract of all sources. */
class KiteworksContractTest extends VendorContract {
  private final FakeKiteworks fake = FakeKiteworks.start();

  @Override
  protected FakeVendor newVendor() {
    return fake;
  }

  @Override
  protected List<EventRow> events(int count) {
    var rows = new ArrayList<>(ActivityRows.inOneSecond(1, 150, DAY.plus(Duration.ofHours(1))));
    rows.addAll(ActivityRows.realistic(2, count - 150, DAY, DAY.plus(Duration.ofDays(1))));
    return rows;
  }

  @Override
  protected List<EventRow> events(int count, Instant from, Instant to) {
    return ActivityRows.realistic(3 + from.hashCode(), count, from, to);
  }

  @Override
  protected boolean expireCredential() {
    fake.revokeTokens();
    return true;
  }

  @Override
  protected String eventsPath() {
    return FakeKiteworks.ACTIVITIES;
  }

  @Override
  protected SourceTask newTask() {
    return new KiteworksSourceTask();
  }

  @Override
  protected Map<String, String> settings(FakeVendor vendor) {
    var settings = new HashMap<String, String>();
    settings.put("base.url", vendor.url().toString());
    settings.put("auth.method", "signature");
    settings.put("client.id", fake.app().clientId());
    settings.put("client.secret", fake.app().clientSecret());
    settings.put("user.email", fake.app().userEmail());
    settings.put("signature.secret", fake.app().signatureSecret());
    settings.put("redirect.uri", fake.app().redirectUri());
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
    settings.put("client.secret", CANARY);
    return settings;
  }
}
