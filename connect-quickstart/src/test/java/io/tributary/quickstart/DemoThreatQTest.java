package io.tributary.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.vendor.FakeThreatQ;
import io.tributary.testkit.vendor.ThreatQRows;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DemoThreatQTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final String TABLES = "threatintel.threatquotient.platform";

  @Test
  void anEventBelongsToTheTableOfItsTypeAndToNoOther() {
    try (var fake = FakeThreatQ.start()) {
      var vendor = new DemoThreatQ(fake);
      var event = ThreatQRows.ofType(1, "DoS Attack", NOW).json().replace(":\"Y\"", ":\"N\"");

      assertThat(vendor.belongs(event, TABLES + ".dosattack")).isTrue();
      assertThat(vendor.belongs(event, TABLES + ".userdefined")).isFalse();
      assertThat(vendor.belongs(event, TABLES)).isFalse();
      assertThat(vendor.belongs(event.replace(":\"N\"", ":\"Y\""), TABLES + ".userdefined"))
          .isTrue();
    }
  }
}
