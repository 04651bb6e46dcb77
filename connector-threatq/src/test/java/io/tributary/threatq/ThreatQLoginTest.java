// SPDX-License-Identifier: Apache-2.0
package io.tributary.threatq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.testkit.http.Fault;
import io.tributary.threatq.fixture.FakeThreatQ;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logging in, over a socket. */
class ThreatQLoginTest {
  private final ThreatQFeed feed = new ThreatQFeed();
  private final FakeThreatQ fake = feed.fake;

  @BeforeEach
  void fill() {
    feed.fill();
  }

  @AfterEach
  void stop() {
    feed.close();
  }

  @Test
  void aUserLogsInWithAJsonObject() throws Exception {
    feed.start();

    assertAllIsRead();

    assertThat(fake.requests(FakeThreatQ.CONFIG_JS)).isEmpty();
    assertThat(fake.requests(FakeThreatQ.TOKEN))
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.target()).isEqualTo("/api/token");
              assertThat(request.header("content-type"))
                  .contains("application/json; charset=utf-8");
              assertThat(request.header("authorization")).isEmpty();
            });
  }

  @Test
  void aClientLogsInByHttpBasic() throws Exception {
    feed.start(ThreatQSettings.byClient(fake));

    assertAllIsRead();

    assertThat(fake.requests(FakeThreatQ.TOKEN))
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.target()).isEqualTo("/api/token?grant_type=client_credentials");
              assertThat(request.body()).isEqualTo("grant_type=client_credentials");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"clientId\":\"%s\"}",
        "window.config = { client_id : '%s', theme: 'dark' };",
        "var CLIENT_ID=\"%s\";",
        "a.ClientID = '%s'"
      })
  void aClientIdThatIsNotGivenIsLookedUp(String page) throws Exception {
    fake.login().configJs("/* v4 */\n" + page.formatted(fake.login().clientId()) + "\n");
    feed.start(withoutClientId());

    assertAllIsRead();

    assertThat(fake.requests(FakeThreatQ.CONFIG_JS))
        .singleElement()
        .satisfies(request -> assertThat(request.header("authorization")).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theJournalTellsWhereItCameFromAndHowLongTheTokenLives(boolean isGiven) throws Exception {
    fake.login().tokenLifetime(Duration.ofSeconds(3599));
    feed.start(
        isGiven ? ThreatQSettings.byUser(fake) : withoutClientId(), "journal.topic", "journal");

    var told =
        feed.read(ThreatQFeed.EVENTS + 3).stream()
            .filter(record -> record.topic().equals("journal"))
            .map(record -> record.value().toString())
            .toList();

    assertThat(told)
        .anyMatch(
            value ->
                value.contains("which expires in 3599 seconds (client_id from ")
                    && value.contains(isGiven ? "the setting client.id" : FakeThreatQ.CONFIG_JS))
        .noneMatch(value -> value.contains(fake.login().clientId()));
  }

  @Test
  void itIsLookedUpAgainForEachLogin() throws Exception {
    feed.start(withoutClientId());
    feed.beforePages(
        page -> {
          if (page == 2) {
            fake.revokeTokens();
          }
        });

    assertAllIsRead();

    assertThat(fake.requests(FakeThreatQ.CONFIG_JS)).hasSize(2);
    assertThat(fake.requests(FakeThreatQ.TOKEN)).hasSize(2);
  }

  @Test
  void aTokenIsRenewedBeforeItExpires() throws Exception {
    fake.login().tokenLifetime(Duration.ofSeconds(2));
    feed.start("requests.limits", "2/1s");

    assertAllIsRead();

    assertThat(fake.requests(FakeThreatQ.TOKEN)).hasSizeGreaterThan(1);
    assertThat(feed.pages()).hasSizeLessThan(8);
  }

  @Test
  void aClientIdThatCannotBeFoundIsError102() {
    fake.login().configJs("window.app = {version: '6.16'};");
    feed.start(withoutClientId());

    assertThatThrownBy(() -> feed.read(1))
        .hasMessage(
            "InitVariablesError 102: Cannot parse client_id from the threatq server. Set client.id.");
  }

  @Test
  void aPageWithTheClientIdThatIsNotThereIsError101() {
    fake.faults().on(FakeThreatQ.CONFIG_JS).always(Fault.status(404, "<html>gone</html>"));
    feed.start(withoutClientId());

    assertThatThrownBy(() -> feed.read(1))
        .hasMessageStartingWith(
            "InitVariablesError 101: Unexpected status code when fetching threatq client_id: 404")
        .hasMessageContaining("Set client.id, or make sure that base.url is correct");
  }

  @ParameterizedTest
  @CsvSource({"400", "401", "403"})
  void aLoginThatIsRefusedIsError100(int status) {
    fake.faults().on(FakeThreatQ.TOKEN).always(Fault.echo(status));
    feed.start();

    assertThatThrownBy(() -> feed.read(1))
        .hasMessageStartingWith(
            "InitVariablesError 100: Unexpected status code when fetching threatq token: " + status)
        .hasMessageNotContaining("horse")
        .as("the API password")
        .hasMessageNotContaining(fake.login().clientId());
  }

  @Test
  void theHeaderOfAClientIsNotTold() {
    fake.faults().on(FakeThreatQ.TOKEN).always(Fault.echo(400));
    feed.start(ThreatQSettings.byClient(fake));

    assertThatThrownBy(() -> feed.read(1))
        .hasMessageContaining("Basic [hidden]")
        .hasMessageNotContaining("czNjcmV0");
  }

  @Test
  void aFaultOfTheLoginThatMayPassIsWaitedOut() throws Exception {
    fake.faults().on(FakeThreatQ.TOKEN).next(Fault.status(503), Fault.resetBefore());
    fake.faults().on(FakeThreatQ.CONFIG_JS).next(Fault.status(502));
    feed.start(withoutClientId());

    assertAllIsRead();
  }

  @Test
  void anErrorOfTheApiIsNumber400() {
    fake.faults()
        .on(FakeThreatQ.QUERY)
        .always(Fault.status(400, "{\"data\":{\"errors\":{\"sort\":[\"unknown\"]}}}"));
    feed.start();

    assertThatThrownBy(() -> feed.read(1))
        .hasMessageStartingWith(
            "ApiError 400: Unexpected status code when fetching threatq events:")
        .hasMessageContaining("{\"sort\":[\"unknown\"]}");
  }

  private Map<String, String> withoutClientId() {
    var settings = ThreatQSettings.byUser(fake);
    settings.remove("client.id");
    return settings;
  }

  private void assertAllIsRead() throws InterruptedException {
    assertThat(ThreatQFeed.versions(feed.read(ThreatQFeed.EVENTS)))
        .containsExactlyInAnyOrderElementsOf(feed.truth());
  }
}
