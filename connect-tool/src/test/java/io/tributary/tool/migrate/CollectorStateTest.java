// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.tool.io.CommandFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorStateTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  @TempDir private Path directory;

  @Test
  void readsWhatACollectorPrints() {
    var state =
        read(
            """
            {'initial_start_time_in_utc': None, 'last_event_time_in_utc': '2026-03-04T09:15:27Z',
             'last_ids': ['1a2b3c', "it's", '007', 17653], '@persistence_version': 1}
            """);

    assertThat(state.time()).contains(Instant.parse("2026-03-04T09:15:27Z"));
    assertThat(state.ids()).containsExactly("1a2b3c", "it's", "007", "17653");
    assertThat(state.start()).isEmpty();
  }

  @Test
  void readsJson() {
    var state =
        read("{\"last_event_time_in_utc\":\"2026-03-04 09:15:27.25+00:00\",\"last_ids\":[\"a\"]}");

    assertThat(state.time()).contains(Instant.parse("2026-03-04T09:15:27.250Z"));
    assertThat(state.ids()).containsExactly("a");
  }

  @Test
  void takesTheLastStateThatALogHasOfTheService() {
    var state =
        read(
            """
            INFO InputProcess::CloudSekPuller(cloudsek,cloudsek_1,alerts,predefined) -> Data retrieved from the persistence: {'last_event_time_in_utc': '2026-01-01T00:00:00Z', 'last_ids': []}
            INFO InputProcess::CloudSekPuller(cloudsek,cloudsek_1,alerts,predefined) -> Data retrieved from the persistence: {'last_event_time_in_utc': '2026-01-02T00:00:00Z', 'last_ids': ['a']} INFO InputProcess::CloudSekPuller(cloudsek,cloudsek_1,alerts,predefined) -> Running the persistence upgrade steps
            INFO InputProcess::CloudSekPuller(cloudsek,cloudsek_1,alerts,predefined) -> Reading persisted data \
            INFO InputProcess::OtherPuller(other,other_1,alerts,predefined) -> Data retrieved from the persistence: {'last_event_time_in_utc': '2026-01-03T00:00:00Z', 'last_ids': []}
            """);

    assertThat(state.time()).contains(Instant.parse("2026-01-02T00:00:00Z"));
    assertThat(state.ids()).containsExactly("a");
  }

  @Test
  void readsAStateThatKeepsTheTimeOfTheLastRequest() {
    var state =
        read(
            "WARNING DataPuller(a_collector,cloudsek#111,alerts#predefined) -> Last"
                + " polled time saved in state: {'last_polled_time': 1767312000.276966,"
                + " 'reset_persistence_auth': '', 'all_events_ids': [17653]}");

    assertThat(state.time()).contains(Instant.parse("2026-01-02T00:00:00.276966Z"));
    assertThat(state.ids()).containsExactly("17653");
    assertThat(state.offset(NOW).orElseThrow())
        .as("events of the rest of the second may have been listed after the request")
        .containsEntry("last_event_time_in_utc", "2026-01-02T00:00:00Z")
        .extractingByKey("last_ids")
        .asString()
        .startsWith(Long.toString(NOW.getEpochSecond(), 36) + ".");
  }

  @Test
  void aStateOfNothingHasNoOffset() {
    var state =
        read(
            "{'initial_start_time_in_utc': '2022-01-01T00:00:00Z', 'last_event_time_in_utc': None}");

    assertThat(state.offset(NOW)).isEmpty();
    assertThat(state.start()).contains(Instant.parse("2022-01-01T00:00:00Z"));
  }

  @Test
  void refusesWhatItDoesNotUnderstand() {
    assertRefused("{'last_event': 1}", "neither last_event_time_in_utc nor last_polled_time");
    assertRefused("{'last_event_time_in_utc': 'yesterday'}", "is not a time: yesterday");
    assertRefused(
        "{'last_event_time_in_utc': '2026-01-02T00:00:00Z', '@persistence_version': 2}",
        "only 1 is known");
    assertRefused(
        "{'last_event_time_in_utc': '2026-01-02T00:00:00Z', 'last_ids': [['a']]}",
        "neither text nor a number");
    assertRefused(
        "INFO P(other,other_1,alerts,predefined) -> Data retrieved from the persistence: {'a': 1}",
        "contains no state of the service alerts of the input cloudsek");
  }

  private void assertRefused(String text, String why) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining(why);
  }

  private CollectorState read(String text) {
    try {
      return CollectorState.read(
          Files.writeString(directory.resolve("state"), text), "cloudsek", "alerts");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
