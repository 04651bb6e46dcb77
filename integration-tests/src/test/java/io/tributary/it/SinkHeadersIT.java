// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.devo.SyslogMessage;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Headers as a source writes them, read with Connect's default header converter, which guesses
 * their types, in a worker that is not in UTC.
 */
class SinkHeadersIT {
  @Test
  void theTimeOfAnEventIsTheOneInItsHeader() {
    assertThat(ZoneId.systemDefault()).as("the zone of the worker").hasToString("Asia/Kolkata");
    var times =
        Map.of(
            "milliseconds", "2026-03-04T05:06:07.089Z",
            "seconds", "2026-03-04T05:06:07Z",
            "microseconds", "2026-03-04T05:06:07.089123Z",
            "nanoseconds", "2026-03-04T05:06:07.089123456Z");
    try (var devo = FakeDevo.tcp();
        var feed = SinkFeed.over("headers-time", devo)) {
      times.forEach((event, time) -> feed.produce(event, Map.of("event.time", time)));
      feed.start().awaitCommitted(times.size());

      var expected = new LinkedHashMap<String, Instant>();
      times.forEach(
          (event, time) -> expected.put(event, Instant.parse(time).truncatedTo(ChronoUnit.MILLIS)));
      assertThat(byBody(devo, message -> Instant.parse(message.timestamp()))).isEqualTo(expected);
    }
  }

  /** Connect's converter has made 1.1 of 1.10, which is another table. */
  @Test
  void theTableOfAnEventIsTheOneInItsHeaderOrTheEventIsADeadLetter() {
    var tags = Map.of("a", "my.app.it.a", "large", "10000000000000000000.1.0");
    try (var devo = FakeDevo.tcp();
        var feed = SinkFeed.over("headers-tag", devo)) {
      tags.forEach((event, tag) -> feed.produce(event, Map.of("devo.tag", tag)));
      feed.produce("number", Map.of("devo.tag", "1.10"));
      feed.start().awaitCommitted(tags.size() + 1);

      assertThat(byBody(devo, SyslogMessage::tag)).isEqualTo(tags);
      assertThat(feed.rejected()).containsExactly("number");
    }
  }

  @Test
  void aTimeThatSyslogCannotExpressIsReplacedAndTheTableStays() {
    try (var devo = FakeDevo.tcp();
        var feed = SinkFeed.over("headers-years", devo)) {
      var begin = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      var times =
          List.of("+57742-03-07T08:09:10+00:00", "-0002-03-07T08:09:10+00:00", "253402300800000");
      times.forEach(time -> feed.produce("at " + time, Map.of("event.time", time)));
      feed.start().awaitCommitted(times.size());

      assertThat(devo.malformed()).isEmpty();
      assertThat(devo.tables().get("my.app.it.constant")).hasSize(times.size());
      assertThat(byBody(devo, message -> Instant.parse(message.timestamp())).values())
          .hasSize(times.size())
          .allSatisfy(time -> assertThat(time).isBetween(begin, Instant.now()));
    }
  }

  private static <T> Map<String, T> byBody(FakeDevo devo, Function<SyslogMessage, T> part) {
    return devo.messages().stream().collect(Collectors.toMap(SyslogMessage::body, part));
  }
}
