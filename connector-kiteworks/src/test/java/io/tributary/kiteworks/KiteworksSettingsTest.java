// SPDX-License-Identifier: Apache-2.0
package io.tributary.kiteworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.kiteworks.fixture.FakeKiteworks;
import io.tributary.kiteworks.fixture.KiteworksFixture;
import io.tributary.testkit.vendor.SettingsContract;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Correct settings, the faults of wrong ones, and the defaults. */
class KiteworksSettingsTest extends SettingsContract {
  private static FakeKiteworks fake;

  KiteworksSettingsTest() {
    super(new KiteworksFixture());
  }

  @BeforeAll
  static void start() {
    fake = FakeKiteworks.start();
  }

  @AfterAll
  static void stop() {
    fake.close();
  }

  @Override
  protected Map<String, String> right() {
    return KiteworksSettings.jwt(fake);
  }

  @Override
  protected Set<String> neverWrong() {
    return Set.of("event.filters");
  }

  @Override
  protected String rows() {
    return """
        client.id|-|SetupError 6: Required setting client.id not found. Give it a value.
        client.id||SetupError 6
        client.id|id\t1|SetupError 701: Setting client.id is not valid: must not contain line breaks
        client.secret|canary\u200b|SetupError 701: Setting client.secret is not valid: must not contain line breaks
        scope|a\tb|SetupError 701
        user.email|a\tb@example.com|SetupError 701
        redirect.uri|\ufeffhttps://example.com|SetupError 701
        jwt.issuer|a\tb|SetupError 701
        jwt.audience|a\tb|SetupError 701
        signature.secret|canary\t1|SetupError 701
        username|al\tice|SetupError 701
        password|canary\t1|SetupError 701
        refresh.token|\u00a0canary|SetupError 701
        client.secret|-|SetupError 8: Required setting client.secret not found.
        client.secret|  |SetupError 8
        user.email|-|SetupError 6: Required setting user.email not found.
        user.email| |SetupError 6
        jwt.private.key|-|SetupError 8: Required setting jwt.private.key not found.
        jwt.private.key|canary|SetupError 701
        jwt.algorithm|HS256|SetupError 701
        jwt.uid.claim||SetupError 701: Setting jwt.uid.claim is not valid: must not be blank.
        auth.method|basic|SetupError 701: Setting auth.method is not valid: must be one of
        token.url|not a url|SetupError 701
        token.url|https://example.com/token?x=1|SetupError 701
        initial.start.time.in.utc|yesterday|SetupError 15: initial.start.time.in.utc does not match the expected format, got: yesterday.
        initial.start.time.in.utc|2999-01-01T00:00:00Z|SetupError 17: initial.start.time.in.utc must not be later than the current date, got: 2999
        page.size|10001|SetupError 11: page.size must be greater than or equal to 1 and less than or equal to 10000, got: 10001.
        api.version|0|SetupError 701
        """;
  }

  @Test
  void theLoginByJwtNeedsNothingOfASignature() {
    assertThat(faults(KiteworksSettings.signature(fake))).isEmpty();
    assertThat(faults(KiteworksSettings.password(fake))).isEmpty();
    assertThat(faults(KiteworksSettings.refreshToken(fake))).isEmpty();
  }

  @Test
  void blanksAndLineBreaksAroundAValueAreNoPartOfIt() {
    var settings = KiteworksSettings.jwt(fake);
    settings.replaceAll((name, value) -> " " + value + "\r\n");

    assertThat(connector().validate(settings).configValues())
        .allSatisfy(value -> assertThat(value.errorMessages()).as(value.name()).isEmpty());
    assertThat(fake.requests(FakeKiteworks.TOKEN))
        .singleElement()
        .satisfies(
            login -> assertThat(login.form("client_secret")).contains(fake.app().clientSecret()));
  }

  @Test
  void secretsAreNotSentInClearWhereTheInstanceIsNot() {
    var settings =
        KiteworksSettings.jwt(
            fake, "base.url", "https://example.com", "token.url", "http://example.com/t");

    assertThat(faults(settings)).containsOnlyKeys("token.url");
    assertThat(faults(settings).get("token.url").get(0)).startsWith("SetupError 702");
  }

  @ParameterizedTest
  @CsvSource({
    "jwt, jwt.private.key, true",
    "jwt, signature.secret, false",
    "signature, jwt.uid.claim, false",
    "signature, redirect.uri, true",
    "signature, client.id, true"
  })
  void aFormShowsOnlyWhatTheLoginNeeds(String method, String setting, boolean shown) {
    var validated =
        connector()
            .validate(
                KiteworksSettings.jwt(
                    fake, "auth.method", method, "connection.check.enabled", "false"));

    assertThat(validated.configValues())
        .filteredOn(value -> value.name().equals(setting))
        .singleElement()
        .matches(value -> value.visible() == shown);
    assertThat(connector().config().configKeys().get("auth.method").dependents)
        .contains("jwt.private.key", "signature.secret")
        .doesNotContain("client.id", "api.version");
  }

  @Test
  void whatAFormHidesIsValidatedAllTheSame() {
    var settings = KiteworksSettings.signature(fake);
    settings.put("jwt.algorithm", "HS256");

    assertThat(faults(settings)).containsOnlyKeys("jwt.algorithm");
  }

  @ParameterizedTest(name = "{0} needs {1}: {2}")
  @CsvSource({
    "signature, signature.secret, SetupError 8",
    "signature, redirect.uri, SetupError 700",
    "signature, user.email, SetupError 6",
    "password, username, SetupError 6",
    "password, password, SetupError 8",
    "refresh_token, refresh.token, SetupError 8",
  })
  void eachLoginNeedsItsOwnSettings(String method, String name, String fault) {
    var absent =
        switch (method) {
          case "signature" -> KiteworksSettings.signature(fake);
          case "password" -> KiteworksSettings.password(fake);
          default -> KiteworksSettings.refreshToken(fake);
        };
    var blank = new HashMap<>(absent);
    absent.remove(name);
    blank.put(name, " ");

    assertThat(faults(absent)).containsOnlyKeys(name);
    assertThat(faults(absent).get(name).get(0)).startsWith(fault);
    assertThat(faults(blank)).isEqualTo(faults(absent));
  }

  @Test
  void aStartThatHasGrownOldIsRefusedByNobodyButAFirstStart() {
    var settings = KiteworksSettings.jwt(fake, "initial.start.time.in.utc", "2001-01-01T00:00:00Z");

    var config = new KiteworksConfig(settings);

    assertThat(faults(settings)).isEmpty();
    assertThat(config.startTime(Instant.now())).isEqualTo("2001-01-01T00:00:00Z");
    assertThatThrownBy(() -> config.firstStart(Instant.now()))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("SetupError 16: ");
  }

  @Test
  void aTaskDoesNotStartWithSettingsThatCannotBeRead() {
    assertThatThrownBy(() -> new KiteworksConfig(KiteworksSettings.jwt(fake, "page.size", "0")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("SetupError 11");
  }

  @Test
  void defaultsAreThoseOfTheDocumentation() {
    var config =
        new KiteworksConfig(KiteworksSettings.jwt(fake, "base.url", " https://example.com// "));
    var now = Instant.parse("2026-03-01T12:00:00Z");

    assertThat(config.baseUrl()).hasToString("https://example.com");
    assertThat(config.tokenUrl()).hasToString("https://example.com/oauth/token");
    assertThat(config.startTime(now)).isEqualTo("2026-02-28T12:00:00Z");
    assertThat(config.pollInterval()).isEqualTo(Duration.ofSeconds(60));
    assertThat(config.settle()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.overlap()).isEqualTo(Duration.ofMinutes(2));
    assertThat(config.sweepHorizon()).isEqualTo(Duration.ofDays(1));
    assertThat(config.windowMax()).isEqualTo(Duration.ofDays(1));
    assertThat(config.pageSize()).isEqualTo(1000);
    assertThat(config.requestsLimits()).isEqualTo("10/1s");
    assertThat(config.responseMaxBytes()).isEqualTo(64 << 20);
    assertThat(KiteworksConfig.API_VERSION.of(config)).isEqualTo(28);
    assertThat(KiteworksConfig.EVENT_FILTERS.of(config)).isEmpty();
    assertThat(config.extraParams()).isEmpty();
    assertThat(config.getString("topic")).isEqualTo("dmp.kiteworks.admin.event");
    assertThat(config.getString("devo.tag")).isEqualTo("dmp.kiteworks.admin.event");
    assertThat(config.http("kiteworks").connectTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.http("kiteworks").requestTimeout()).isEqualTo(Duration.ofSeconds(60));
  }
}
