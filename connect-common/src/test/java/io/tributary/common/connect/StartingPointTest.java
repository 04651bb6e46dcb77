// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.checkpoint.OffsetCodec;
import io.tributary.common.vendor.Feed;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartingPointTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Feed FEED = new PlainVendor().feed();

  /** What is stored, by base_url. */
  private final Map<String, String> stored = new HashMap<>();

  private final Map<String, String> settings = new HashMap<>(Map.of("token", "t"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://KW.example.com",
        "https://kw.example.com:443/",
        "https://kw.example.com."
      })
  void anOffsetIsFoundHoweverTheAddressIsSpelled(String spelling) {
    stored.put("https://kw.example.com", "2026-02-01T00:00:00Z");

    assertThat(start(spelling)).isEqualTo("2026-02-01T00:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://KW.example.com",
        "https://kw.example.com:443/",
        "https://kw.example.com."
      })
  void anOffsetOfAnEarlierReleaseIsFoundUnderTheSpellingItStored(String spelling) {
    stored.put(spelling.replaceFirst("/$", ""), "2026-02-01T00:00:00Z");

    assertThat(start(spelling)).isEqualTo("2026-02-01T00:00:00Z");
    assertThat(start("https://kw.example.com")).isEqualTo("2026-02-01T00:00:00Z");
  }

  @Test
  void theAddressOfTheApiIsTheSamePlaceAsThatOfTheInstance() {
    stored.put("https://KW.example.com/events", "2026-02-01T00:00:00Z");

    assertThat(start("https://KW.example.com/events/")).isEqualTo("2026-02-01T00:00:00Z");
    assertThat(start("https://kw.example.com")).isEqualTo("2026-02-01T00:00:00Z");
  }

  @Test
  void ofSeveralOffsetsTheCanonicalCountsBecauseItMayHaveBeenRewound() {
    stored.put("https://KW.example.com", "2026-02-02T00:00:00Z");
    stored.put("https://kw.example.com", "2026-02-01T00:00:00Z");

    assertThat(start("https://KW.example.com")).isEqualTo("2026-02-01T00:00:00Z");
  }

  @Test
  void ofSeveralOffsetsOfEarlierReleasesTheFurthestCounts() {
    stored.put("https://KW.example.com", "2026-02-02T00:00:00Z");
    stored.put("https://kw.example.com:443", "2026-02-03T00:00:00Z");
    stored.put("https://kw.example.com.", "2026-02-01T00:00:00Z");

    assertThat(start("https://KW.example.com")).isEqualTo("2026-02-03T00:00:00Z");
  }

  @Test
  void anotherPlaceIsAnotherFeed() {
    stored.put("https://kw.example.com:8443", "2026-02-01T00:00:00Z");
    stored.put("http://kw.example.com", "2026-02-01T00:00:00Z");

    assertThat(start("https://kw.example.com")).isEqualTo(NOW.minus(Duration.ofDays(1)));
  }

  @Test
  void aFirstStartThatLiesTooFarBackIsRefused() {
    settings.put("initial.start.time.in.utc", "2025-02-28T00:00:00Z");

    assertThatThrownBy(() -> start("https://kw.example.com"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "SetupError 16: initial.start.time.in.utc must not be older than 365 days, got:"
                + " 2025-02-28T00:00:00Z. Choose a later time, or raise"
                + " initial.start.time.max.age.days (0 accepts any age).");
    settings.put("initial.start.time.max.age.days", "367");
    assertThat(start("https://kw.example.com")).isEqualTo("2025-02-28T00:00:00Z");
    settings.put("initial.start.time.max.age.days", "0");
    assertThat(start("https://kw.example.com")).isEqualTo("2025-02-28T00:00:00Z");
  }

  @Test
  void theAgeOfTheStartDoesNotMatterOnceThereIsAnOffset() {
    settings.put("initial.start.time.in.utc", "2025-02-28T00:00:00Z");
    stored.put("https://KW.example.com", "2026-02-02T00:00:00Z");

    assertThat(start("https://KW.example.com")).isEqualTo("2026-02-02T00:00:00Z");
    assertThat(start("https://kw.example.com")).isEqualTo("2026-02-02T00:00:00Z");
  }

  @Test
  void onlyAStoredOffsetProvesThatTheFeedHasWorked() {
    assertThat(begin("https://kw.example.com").stored()).isFalse();
    stored.put("https://KW.example.com", "2026-02-02T00:00:00Z");
    assertThat(begin("https://KW.example.com").stored()).isTrue();
    assertThat(begin("https://kw.example.com").stored()).isTrue();
  }

  @Test
  void theDefaultStartIsNeverTooOld() {
    settings.put("initial.start.time.max.age.days", "1");
    settings.put("initial.start.time.in.utc", " ");

    assertThat(start("https://kw.example.com")).isEqualTo(NOW.minus(Duration.ofDays(1)));
  }

  @Test
  void anUnreadableOffsetIsRefusedAndNamesItsMember() {
    stored.put("https://kw.example.com", "-1000000000-01-01T00:00:00Z");

    assertThatThrownBy(() -> start("https://kw.example.com"))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("last_event_time_in_utc: '-1000000000-01-01T00:00:00Z' is not");
  }

  private Instant start(String baseUrl) {
    return begin(baseUrl).checkpoint().time();
  }

  private LanePlan.Planned begin(String baseUrl) {
    settings.put("base.url", baseUrl);
    return new LanePlan(new PlainVendor().config(settings), FEED, new Stored())
        .lanes(null, NOW)
        .get(0);
  }

  private final class Stored implements OffsetStorageReader {

    @Override
    public <T> Map<String, Object> offset(Map<String, T> partition) {
      var time = stored.get(String.valueOf(partition.get(Feed.BASE_URL)));
      return time == null ? null : Map.of(OffsetCodec.TIME, time);
    }

    @Override
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(
        Collection<Map<String, T>> partitions) {
      // Like Connect's own, it answers with null for what is not stored.
      var offsets = new HashMap<Map<String, T>, Map<String, Object>>();
      partitions.forEach(partition -> offsets.put(partition, offset(partition)));
      return offsets;
    }
  }
}
