package io.tributary.kiteworks;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.testkit.FakeKiteworks;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which settings are right, what is told of those that are not, and their defaults. */
class KiteworksSettingsTest {
  private static FakeKiteworks fake;

  private final KiteworksSourceConnector connector = new KiteworksSourceConnector();

  @BeforeAll
  static void start() {
    fake = FakeKiteworks.start();
  }

  @AfterAll
  static void stop() {
    fake.close();
  }

  @Test
  void findsNothingWrongWithWhatIsRight() {
    assertThat(faults(Clients.jwt(fake))).isEmpty();
    assertThat(faults(Clients.signature(fake))).isEmpty();
    assertThat(faults(Clients.password(fake))).isEmpty();
    assertThat(faults(Clients.refreshToken(fake))).isEmpty();
  }

  @ParameterizedTest(name = "{0}={1}: {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "base.url|-|SetupError 1: base.url must be specified.",
        "base.url|''|SetupError 3: base.url must look like http[s]://host[:port][/path], got: .",
        "base.url|ftp://example.com|SetupError 3",
        "base.url|example.com|SetupError 3",
        "base.url|https://|SetupError 3",
        "base.url|https://user:pw@example.com|SetupError 3",
        "base.url|https://example.com?x=1|SetupError 3",
        "base.url|https://example.com#x|SetupError 3",
        "base.url|https://exa mple.com|SetupError 3",
        "base.url|https://example.com:99999|SetupError 3",
        "client.id|-|SetupError 700: Required setting client.id not found. Give it a value.",
        "client.id|''|SetupError 701: Setting client.id is not valid: must not be blank.",
        "client.secret|-|SetupError 700",
        "client.secret|'  '|SetupError 701",
        "user.email|-|SetupError 6: Required setting user.email not found.",
        "user.email|' '|SetupError 6",
        "jwt.private.key|-|SetupError 8: Required setting jwt.private.key not found.",
        "jwt.private.key|canary|SetupError 701",
        "jwt.algorithm|HS256|SetupError 701",
        "jwt.uid.claim|''|SetupError 701",
        "auth.method|basic|SetupError 701: Setting auth.method is not valid: must be one of",
        "token.url|not a url|SetupError 701",
        "token.url|https://example.com/token?x=1|SetupError 701",
        "initial.start.time.in.utc|yesterday|InitVariablesError 1: Invalid initial.start.time.in.utc: yesterday.",
        "initial.start.time.in.utc|2999-01-01T00:00:00Z|InitVariablesError 2: Invalid initial.start.time.in.utc: 2999",
        "initial.start.time.in.utc|2001-01-01T00:00:00Z|SetupError 16: initial.start.time.in.utc must not be older than 365 days",
        "initial.start.time.max.age.days|-1|SetupError 701",
        "page.size|0|SetupError 11: page.size must be greater than or equal to 1 and less than or equal to 10000, got: 0.",
        "page.size|10001|SetupError 11",
        "page.size|many|SetupError 701",
        "requests.limits|20|SetupError 701: Setting requests.limits is not valid: must be limits such as",
        "requests.limits|1/999999d|SetupError 701",
        "topic|a b|SetupError 701",
        "topic|..|SetupError 701",
        "devo.tag|onelevel|SetupError 701",
        "devo.tag|a.b.c.d.e.f.g|SetupError 701",
        "poll.interval.ms|0|SetupError 701",
        "poll.interval.ms|soon|SetupError 701",
        "overlap.ms|-1|SetupError 701",
        "settle.ms|-1|SetupError 701",
        "window.max.ms|-1|SetupError 701",
        "connect.timeout.ms|0|SetupError 701",
        "request.timeout.ms|0|SetupError 701",
        "retry.backoff.ms|0|SetupError 701",
        "retry.backoff.max.ms|0|SetupError 701",
        "response.max.bytes|10|SetupError 701",
        "event.max.bytes|10|SetupError 701",
        "value.format|avro|SetupError 701",
        "record.timestamp|never|SetupError 701",
        "pulling.id.inject|perhaps|SetupError 701",
        "obfuscation.rules|name|SetupError 701: Setting obfuscation.rules is not valid: must be a JSON list",
        "events.pointer|data|SetupError 701",
        "event.id.pointers|id|SetupError 701",
        "event.time.pointers|/a,b|SetupError 701",
        "request.extra.params|a|SetupError 701",
        "request.extra.params|=b|SetupError 701",
        "api.version|0|SetupError 701",
        "result.window.max|1|SetupError 701",
        "ssl.truststore.location|/does/not/exist.jks|SetupError 703",
      })
  void eachMistakeIsFoundOnItsFieldWithItsNumber(String name, String value, String fault) {
    var settings = Clients.jwt(fake);
    settings.remove(name);
    if (value != null) {
      settings.put(name, value);
    }

    var faults = faults(settings);

    assertThat(faults).containsOnlyKeys(name);
    assertThat(faults.get(name)).hasSize(1);
    assertThat(faults.get(name).get(0)).startsWith(fault).endsWith(".").doesNotContain("canary");
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
          case "signature" -> Clients.signature(fake);
          case "password" -> Clients.password(fake);
          default -> Clients.refreshToken(fake);
        };
    var blank = new HashMap<>(absent);
    absent.remove(name);
    blank.put(name, " ");

    assertThat(faults(absent)).containsOnlyKeys(name);
    assertThat(faults(absent).get(name).get(0)).startsWith(fault);
    assertThat(faults(blank)).isEqualTo(faults(absent));
  }

  @Test
  void whatALoginLacksIsFoundAtOnce() {
    var settings = Clients.password(fake);
    settings.keySet().removeAll(List.of("username", "password", "client.id"));

    assertThat(faults(settings)).containsOnlyKeys("username", "password", "client.id");
  }

  @Test
  void allMistakesAreFoundAtOnce() {
    var faults =
        faults(
            Map.of(
                "page.size", "0",
                "poll.interval.ms", "soon",
                "devo.tag", "x",
                "initial.start.time.in.utc", "2999-01-01"));

    assertThat(faults)
        .containsOnlyKeys(
            "base.url",
            "client.id",
            "client.secret",
            "user.email",
            "jwt.private.key",
            "page.size",
            "poll.interval.ms",
            "devo.tag",
            "initial.start.time.in.utc");
  }

  @Test
  void aSettingThatIsNullIsAFaultOrItsDefaultAndNoCrash() {
    for (var name : connector.config().names()) {
      var settings = new HashMap<String, String>(Clients.jwt(fake));
      settings.put(name, null);

      assertThatCode(() -> faults(settings)).as(name).doesNotThrowAnyException();
    }
  }

  @Test
  void anAgeLimitOfZeroTakesAnyStart() {
    var settings =
        Clients.jwt(
            fake,
            "initial.start.time.in.utc",
            "2001-01-01T00:00:00Z",
            "initial.start.time.max.age.days",
            "0");

    assertThat(faults(settings)).isEmpty();
  }

  @Test
  void aTaskStartsWithADateThatHasGrownOld() {
    var settings = Clients.jwt(fake, "initial.start.time.in.utc", "2001-01-01T00:00:00Z");

    var config = new KiteworksConfig(settings);

    assertThat(config.startTime(Instant.now())).isEqualTo("2001-01-01T00:00:00Z");
  }

  @Test
  void aTaskDoesNotStartWithSettingsThatCannotBeRead() {
    assertThatThrownBy(() -> new KiteworksConfig(Clients.jwt(fake, "page.size", "0")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("SetupError 11");
  }

  @Test
  void defaultsAreThoseOfTheDocumentation() {
    var config = new KiteworksConfig(Clients.jwt(fake, "base.url", " https://example.com// "));
    var now = Instant.parse("2026-03-01T12:00:00Z");

    assertThat(config.baseUrl()).hasToString("https://example.com");
    assertThat(config.tokenUrl()).hasToString("https://example.com/oauth/token");
    assertThat(config.startTime(now)).isEqualTo("2026-02-28T12:00:00Z");
    assertThat(config.pollInterval()).isEqualTo(Duration.ofSeconds(60));
    assertThat(config.settle()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.overlap()).isEqualTo(Duration.ofSeconds(60));
    assertThat(config.windowMax()).isEqualTo(Duration.ofDays(1));
    assertThat(config.pageSize()).isEqualTo(1000);
    assertThat(config.requestsLimits()).isEqualTo("10/1s");
    assertThat(config.responseMaxBytes()).isEqualTo(64 << 20);
    assertThat(config.resultWindow()).isEqualTo(10_000);
    assertThat(config.apiVersion()).isEqualTo(28);
    assertThat(config.eventFilters()).isEmpty();
    assertThat(config.extraParams()).isEmpty();
    assertThat(config.getString("topic")).isEqualTo("dmp.kiteworks.admin.event");
    assertThat(config.getString("devo.tag")).isEqualTo("dmp.kiteworks.admin.event");
    assertThat(config.http("kiteworks").connectTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.http("kiteworks").requestTimeout()).isEqualTo(Duration.ofSeconds(60));
  }

  private Map<String, List<String>> faults(Map<String, String> settings) {
    return connector.validate(settings).configValues().stream()
        .filter(value -> !value.errorMessages().isEmpty())
        .collect(toMap(ConfigValue::name, ConfigValue::errorMessages));
  }
}
