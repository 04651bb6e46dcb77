// SPDX-License-Identifier: Apache-2.0
package io.tributary.threatq;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.config.TagMap;
import io.tributary.testkit.vendor.SettingsContract;
import io.tributary.threatq.ThreatQConfig.QueryMode;
import io.tributary.threatq.fixture.ThreatQFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Correct settings, the faults of wrong ones, and the defaults. */
class ThreatQSettingsTest extends SettingsContract {
  private static final String TABLE = "threatintel.threatquotient.platform";
  private static final Map<String, String> RIGHT =
      Map.of(
          "base.url", "https://example.com",
          "username", "collector@example.com",
          "password", "canary-password");

  ThreatQSettingsTest() {
    super(new ThreatQFixture());
  }

  @Override
  protected Map<String, String> right() {
    return RIGHT;
  }

  @Override
  protected Set<String> neverWrong() {
    return Set.of("relations");
  }

  @Override
  protected String rows() {
    return """
        client.id|canary\t1|SetupError 701
        client.secret|canary\u200b|SetupError 701
        username|al\tice|SetupError 701: Setting username is not valid: must not contain line breaks
        password|canary\u00a0|SetupError 701
        username|-|SetupError 6: Required setting username not found. Give it a value.
        username| |SetupError 6
        password|-|SetupError 8: Required setting password not found.
        password| |SetupError 8
        auth.method|basic|SetupError 701: Setting auth.method is not valid: must be one of
        query.mode|scroll|SetupError 701
        sort|id|SetupError 701
        page.size|501|SetupError 11: page.size must be greater than or equal to 1 and less than or equal to 500, got: 501.
        devo.tag.map||SetupError 12: The tag map must have an entry named default. Add an entry such as
        devo.tag.map|Spearphish:my.app.phish|SetupError 12
        devo.tag.map|default|SetupError 701: Setting devo.tag.map is not valid: must be pairs of a kind and a Devo tag such as
        devo.tag.map|default:onelevel|SetupError 701
        devo.tag.map|:my.app.phish,default:my.app|SetupError 701
        devo.tag.map|default:my.app,DoS:my.app.a,d o s:my.app.b|SetupError 701: Setting devo.tag.map is not valid: must name each kind once.
        window.max.ms|86400000|SetupError 702: Setting window.max.ms makes no sense here: a query has no end.
        event.time.pointers|/happened_at|SetupError 702: Setting event.time.pointers makes no sense here: it must be [/updated_at]: events are requested by that time.
        initial.start.time.in.utc|yesterday|SetupError 15: initial.start.time.in.utc does not match the expected format, got: yesterday.
        initial.start.time.in.utc|2999-01-01T00:00:00Z|SetupError 17: initial.start.time.in.utc must not be later than the current date, got: 2999
        """;
  }

  @Test
  void isFoundByItsService() {
    assertThat(ServiceLoader.load(SourceConnector.class))
        .hasAtLeastOneElementOfType(ThreatQSourceConnector.class);
    assertThat(connector().taskClass()).isEqualTo(ThreatQSourceTask.class);
  }

  @ParameterizedTest(name = "a client needs {0}: {1}")
  @CsvSource({"client.id, SetupError 6", "client.secret, SetupError 8"})
  void theLoginOfAClientNeedsItsOwnSettings(String name, String fault) {
    var settings = new HashMap<String, String>();
    settings.put("base.url", "https://example.com");
    settings.put("auth.method", "client_credentials");
    settings.put("client.id", "id");
    settings.put("client.secret", "canary");
    assertThat(faults(settings)).isEmpty();

    settings.put(name, " ");

    assertThat(faults(settings)).containsOnlyKeys(name);
    assertThat(faults(settings).get(name).get(0)).startsWith(fault);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com",
        " https://example.com// ",
        "https://example.com/api",
        "https://example.com/api/"
      })
  void theAddressOfTheApiStandsForThatOfTheInstance(String baseUrl) {
    var settings = new HashMap<>(RIGHT);
    settings.put("base.url", baseUrl);

    assertThat(faults(settings)).isEmpty();
    assertThat(new ThreatQConfig(settings).baseUrl()).hasToString("https://example.com");
  }

  @ParameterizedTest
  @CsvSource({
    "Spearphish, spearphish",
    "Watering Hole, wateringhole",
    "SQL Injection Attack, sqlinjectionattack",
    "DoS Attack, dosattack",
    "DOS-attack, dosattack",
    "Malware, malware",
    "Watchlist, watchlist",
    "Command and Control, commandandcontrol",
    "Anonymization, anonymization",
    "Exfiltration, exfiltration",
    "Host Characteristics, hostcharacteristics",
    "Compromised PKI Certificate, compromisedpkicertificate",
    "Login Compromise, logincompromise",
    "Incident, incident",
    "Sighting, sighting",
    "Exercise, userdefined",
    "'', userdefined",
    "default, userdefined"
  })
  void eachTypeHasItsTable(String type, String table) {
    var tags = new ThreatQConfig(RIGHT).tagMap().orElseThrow();

    assertThat(tags.tag(type)).isEqualTo(TABLE + '.' + table);
  }

  @Test
  void tagsThatAreGivenLeaveTheOthersAsTheyAre() {
    var settings = new HashMap<>(RIGHT);
    settings.put("devo.tag.map", "dos attack:my.app.dos,default:my.app.other");

    var tags = new ThreatQConfig(settings).tagMap().orElseThrow();

    assertThat(tags.tag("DoS Attack")).isEqualTo("my.app.dos");
    assertThat(tags.tag("Sighting")).isEqualTo(TABLE + ".sighting");
    assertThat(tags.tag("Exercise")).isEqualTo("my.app.other");
  }

  @Test
  void oneTagThatIsGivenCountsForAll() {
    var settings = new HashMap<>(RIGHT);
    settings.put("devo.tag", TABLE + ".all");

    assertThat(faults(settings)).isEmpty();
    assertThat(new ThreatQConfig(settings).tagMap()).isEmpty();
  }

  @Test
  void aTypeIsAlwaysAskedForAndOnce() {
    var settings = new HashMap<>(RIGHT);
    settings.put("relations", "attributes, type,sources");

    assertThat(new ThreatQConfig(settings).relations()).isEqualTo("type,attributes,sources");
    assertThat(new ThreatQConfig(RIGHT).relations()).isEqualTo("type");
  }

  @Test
  void defaultsAreThoseOfTheDocumentation() {
    var config = new ThreatQConfig(RIGHT);
    var now = Instant.parse("2026-03-01T12:00:00Z");

    assertThat(config.startTime(now)).isEqualTo("2026-02-28T12:00:00Z");
    assertThat(config.pollInterval()).isEqualTo(Duration.ofSeconds(60));
    assertThat(config.settle()).isZero();
    assertThat(config.overlap()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.windowMax()).isZero();
    assertThat(config.pageSize()).isEqualTo(500);
    assertThat(config.requestsLimits()).isEqualTo("1/1s");
    assertThat(ThreatQConfig.QUERY_MODE.of(config)).isEqualTo(QueryMode.QUERY);
    assertThat(ThreatQConfig.SORT.of(config)).isEqualTo("updated_at,id");
    assertThat(config.tokenUrl()).hasToString("https://example.com/api/token");
    assertThat(config.getString("topic")).isEqualTo(TABLE);
    assertThat(TagMap.SETTING.of(config))
        .hasSize(15)
        .contains("Watering Hole:" + TABLE + ".wateringhole", "default:" + TABLE + ".userdefined");
    assertThat(config.values().toString()).doesNotContain("canary");
  }
}
