// SPDX-License-Identifier: Apache-2.0
package io.tributary.kiteworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.kiteworks.fixture.FakeKiteworks;
import io.tributary.testkit.http.Fault;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A task that logs in with a refresh token, which the server replaces at each login. */
class KiteworksRefreshTokenTest {
  private static final Fault REVOKED =
      Fault.status(400, "{\"error\":\"invalid_grant\",\"error_description\":\"revoked\"}");
  private static final Fault SUSPENDED =
      Fault.status(400, "{\"error\":\"invalid_grant\",\"error_description\":\"user suspended\"}");

  private final FakeKiteworks fake = FakeKiteworks.start();
  private final KiteworksFeed feed = new KiteworksFeed(fake);

  @AfterEach
  void stop() {
    feed.close();
  }

  @Test
  void followsATokenThatMayBeUsedOnce() throws Exception {
    feed.beforePages(fake::revokeTokens, 2, 4);
    feed.start(KiteworksSettings.refreshToken(fake));

    feed.assertAllIsRead();
    assertThat(feed.logins()).isEqualTo(3);
    assertThat(refreshTokens()).doesNotHaveDuplicates();
  }

  @Test
  void goesBackToTheConfiguredTokenWhenTheNewOneIsRefused() throws Exception {
    fake.app().refreshTokensLast(true);
    fake.faults().on(FakeKiteworks.TOKEN).at(2, REVOKED);
    feed.beforePages(fake::revokeTokens, 2);
    feed.start(KiteworksSettings.refreshToken(fake));

    feed.assertAllIsRead();
    assertThat(feed.logins()).isEqualTo(3);
    assertThat(refreshTokens()).last().isEqualTo(refreshTokens().get(0));
  }

  @Test
  void stopsWhenNoTokenIsGoodAnyMoreAndThatLasts() {
    feed.beforePages(this::revokeAll, 2);
    feed.start(KiteworksSettings.refreshToken(fake), "trouble.patience.ms", "200");

    assertThatThrownBy(feed::assertAllIsRead)
        .hasMessageStartingWith("InitVariablesError 100")
        .hasMessageContaining("invalid_grant");
    assertThat(feed.logins()).as("the first, and both each time").isGreaterThan(1 + 2 * 2);
  }

  @Test
  void triesASuspendedUserAgainAfterAnHourAndGoesOn() throws Exception {
    fake.faults().on(FakeKiteworks.TOKEN).at(2, SUSPENDED);
    feed.beforePages(fake::revokeTokens, 2);
    var settings = KiteworksSettings.refreshToken(fake);
    // An hour, were it not for this setting.
    feed.start(settings, "retry.after.max.ms", "1000");

    feed.assertAllIsRead();
    assertThat(feed.logins()).isEqualTo(3);
  }

  @Test
  void stopsAtOnceWhenTheUserOfAFirstStartIsSuspended() {
    fake.faults().on(FakeKiteworks.TOKEN).next(SUSPENDED);
    feed.start(KiteworksSettings.refreshToken(fake));

    assertThatThrownBy(feed::assertAllIsRead).hasMessageContaining("user suspended");
    assertThat(feed.logins()).isEqualTo(1);
  }

  private void revokeAll() {
    fake.revokeTokens();
    fake.revokeRefreshTokens();
  }

  private List<String> refreshTokens() {
    return fake.requests(FakeKiteworks.TOKEN).stream()
        .map(request -> request.form("refresh_token").orElseThrow())
        .toList();
  }
}
