// SPDX-License-Identifier: Apache-2.0
package io.tributary.kiteworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.Position;
import io.tributary.common.vendor.Window;
import io.tributary.kiteworks.fixture.FakeKiteworks;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins of a machine whose clock is wrong, at a server that verifies the times they state. */
class KiteworksClockTest {
  private static final Window HOUR =
      new Window(Instant.parse("2026-03-01T08:00:00Z"), Instant.parse("2026-03-01T09:00:00Z"), 100);

  private final FakeKiteworks fake = FakeKiteworks.start();
  private final KiteworksFeed feed = new KiteworksFeed(fake);

  @AfterEach
  void stop() {
    feed.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT10M", "PT-10M", "PT-70S", "PT-5H", "PT26H", "P-2000D"})
  void anAssertionIsMadeAgainByTheClockThatTheRefusalShows(Duration ahead) {
    fake.skew(ahead);

    assertThat(fetch(KiteworksSettings.jwt(fake)).events()).isEmpty();
    assertThat(feed.logins()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT70M", "PT-70M", "PT26H"})
  void aSignatureIsMadeAgainByTheClockThatTheRefusalShows(Duration ahead) {
    fake.skew(ahead);

    assertThat(fetch(KiteworksSettings.signature(fake)).events()).isEmpty();
    assertThat(feed.logins()).isEqualTo(2);
  }

  @Test
  void theNextLoginOfATaskKnowsTheTime() throws Exception {
    fake.skew(Duration.ofMinutes(-12));
    feed.beforePages(fake::revokeTokens, 2, 3);
    feed.start(KiteworksSettings.jwt(fake));

    feed.assertAllIsRead();
    assertThat(feed.logins()).isEqualTo(2 + 2);
  }

  @Test
  void aClockThatIsSetWhileATaskRunsCostsOneLogin() throws Exception {
    feed.beforePages(
        () -> {
          fake.skew(Duration.ofHours(-3));
          fake.revokeTokens();
        },
        2);
    feed.start(KiteworksSettings.jwt(fake));

    feed.assertAllIsRead();
    assertThat(feed.logins()).isEqualTo(2);
  }

  @Test
  void theConnectionCheckLogsInDespiteAWrongClock() {
    fake.skew(Duration.ofMinutes(10));

    var checked = new KiteworksSourceConnector().validate(KiteworksSettings.jwt(fake));

    assertThat(checked.configValues())
        .allSatisfy(value -> assertThat(value.errorMessages()).as(value.name()).isEmpty());
    assertThat(feed.logins()).isEqualTo(2);
    assertThat(feed.pages()).isEqualTo(1);
  }

  @Test
  void aLoginThatIsRefusedForAnotherReasonTellsTheClockToo() {
    fake.skew(Duration.ofMinutes(-10));
    feed.start(KiteworksSettings.jwt(fake, "user.email", "nobody@example.com"));

    assertThatThrownBy(() -> feed.read(1))
        .hasMessageStartingWith("InitVariablesError 100")
        .hasMessageContaining("; this machine's clock is 10 min ahead of the server's. Correct");
    assertThat(feed.logins()).isEqualTo(2);
  }

  @Test
  void aWrongPasswordIsTriedOnceWhateverTheClockSays() {
    fake.skew(Duration.ofMinutes(-10));
    var settings = KiteworksSettings.password(fake);
    settings.put("password", "canary-wrong");

    assertThatThrownBy(() -> fetch(settings)).hasMessageNotContaining("clock");
    assertThat(feed.logins()).isEqualTo(1);
  }

  private static Page fetch(Map<String, String> settings) {
    var config = new KiteworksConfig(settings);
    try (var client = KiteworksSettings.client(config)) {
      return new KiteworksActivities(config, client).fetch(HOUR, Position.FIRST);
    }
  }
}
