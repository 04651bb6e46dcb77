package io.tributary.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testkit.vendor.EventRow;
import io.tributary.testkit.vendor.FakeThreatQ;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** ThreatQ and its events, each type of which has a table of its own. */
record DemoThreatQ(FakeThreatQ fake) implements DemoVendor {
  static final String CONNECTOR = "threatq";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TABLE = "threatintel.threatquotient.platform";

  @Override
  public String name() {
    return "ThreatQ";
  }

  @Override
  public String connector() {
    return CONNECTOR;
  }

  @Override
  public Map<String, String> properties() {
    var login = fake.login();
    return Map.of(
        "base.url", fake.url().toString(),
        "client.id", login.clientId(),
        "username", login.email(),
        "password", login.password());
  }

  @Override
  public List<EventRow> happens(long seed, Instant now) {
    return seed % 3 == 0 ? DemoEvents.newThreats(seed, now) : List.of();
  }

  @Override
  public List<String> telling() {
    return List.of("/updated_at", "/type/name", "/title");
  }

  @Override
  public List<FaultKind> faults() {
    return List.of(FaultKind.storm(this), FaultKind.tokenExpiry(this, fake::revokeTokens));
  }

  @Override
  public String table() {
    return TABLE;
  }

  /** Types that users have made share a table. */
  @Override
  public boolean belongs(String event, String toTable) {
    try {
      var type = JSON.readTree(event).path("type");
      var kind = type.path("name").asText().replaceAll("[^A-Za-z0-9]", "");
      var own = type.path("user_editable").asText().equals("Y") ? "userdefined" : kind;
      return toTable.equals(TABLE + '.' + own.toLowerCase(Locale.ROOT));
    } catch (JsonProcessingException noEvent) {
      return false;
    }
  }
}
