// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.devo.RsyslogReceiver;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Receivers that end the connection over one certain message. It goes to the dead letter queue, and
 * the feed gets past it (rule R3).
 */
class SinkDisconnectIT {
  private static final int EVENTS = 40;

  /** RELP shows which message it was. What was in doubt once is sent again once. */
  private static final long MOST_RELP = 2;

  /**
   * Plain syslog does not show which line it was. The sink sends half as many until that is clear,
   * and the neighbours of the line arrive once with each half.
   */
  private static final long MOST_SYSLOG = 2L + Integer.SIZE - Integer.numberOfLeadingZeros(EVENTS);

  @ParameterizedTest
  @ValueSource(ints = {0, 10})
  void aMessageThatEndsTheRelpSessionGoesToTheQueue(int place) {
    var events = events(place, "");
    try (var devo = FakeDevo.relp()) {
      devo.faults().answersWith(body -> body.equals(events.get(place)) ? null : "200 OK");
      try (var feed = SinkFeed.over("disconnect-relp-" + place, devo)) {
        getsPast(feed, events, place, MOST_RELP);
      }
    }
  }

  @Test
  void aMessageThatIsTooLongForRsyslogOverRelpGoesToTheQueue() {
    assumeTrue(RsyslogReceiver.missingRelp().isEmpty(), RsyslogReceiver.missingRelp());
    var events = events(10, "x".repeat(10_000));
    var directory = Stack.directory("disconnect-rsyslog");
    try (var rsyslog =
            RsyslogReceiver.startRelpThatAborts(directory, SinkSettings.CERTIFICATES, 4096);
        var feed =
            new SinkFeed(
                "disconnect-rsyslog",
                rsyslog.endpoint(),
                () ->
                    rsyslog.messages().stream()
                        .map(line -> line.substring(line.indexOf(": ") + 2))
                        .toList())) {
      getsPast(feed, events, 10, MOST_RELP);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tls", "tcp"})
  void aLineThatDisconnectsTheReceiverGoesToTheQueue(String scheme) {
    var events = events(10, "");
    try (var devo =
        scheme.equals("tls") ? FakeDevo.tls(SinkSettings.CERTIFICATES) : FakeDevo.tcp()) {
      devo.faults().resetOn(message -> message.body().equals(events.get(10)));
      try (var feed = SinkFeed.over("disconnect-" + scheme, devo)) {
        getsPast(feed, events, 10, MOST_SYSLOG);
      }
    }
  }

  private static void getsPast(SinkFeed feed, List<String> events, int place, long most) {
    feed.produce(events).start().awaitCommitted(EVENTS);

    var bad = events.get(place);
    assertThat(feed.rejected()).containsExactly(bad);
    assertThat(feed.arrivals().keySet())
        .containsExactlyInAnyOrderElementsOf(
            events.stream().filter(event -> !event.equals(bad)).toList());
    assertThat(feed.arrivals())
        .allSatisfy((event, times) -> assertThat(times).as(event).isBetween(1L, most));
    assertThat(feed.status().running()).isTrue();
  }

  private static List<String> events(int place, String padding) {
    return IntStream.range(0, EVENTS)
        .mapToObj(n -> "{\"n\":%d,\"x\":\"%s\"}".formatted(n, n == place ? padding : ""))
        .toList();
  }
}
