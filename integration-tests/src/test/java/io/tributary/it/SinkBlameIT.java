// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.devo.FakeDevoHttp;
import io.tributary.testkit.http.Fault;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Answers of an HTTP intake that are about one event, about one table, about everything, or about
 * nothing at all. One odd thing costs one thing (rule R3), and only a positive answer is a receipt
 * (rule R4).
 */
class SinkBlameIT {
  private static final Fault BLOCKED =
      Fault.status(
          200, Map.of("Content-Type", "text/html"), "<html><body>Web access blocked</body></html>");

  /** All events fit into one request. */
  private static final String TOGETHER = "together";

  /** Each event has a request of its own, one after the other. */
  private static final String ALONE = "alone";

  private final FakeDevoHttp devo = FakeDevoHttp.start(SinkSettings.CERTIFICATES.serverContext());

  @AfterEach
  void close() {
    devo.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {TOGETHER, ALONE})
  void theFirstEventOfAFeedThatIsRefusedGoesToTheQueueAlone(String how) {
    var events = events(0, 30);
    devo.refuse(event -> event.equals(events.get(0)));
    try (var feed = feed("blame-first-", how).produce(events).start()) {
      feed.awaitCommitted(30);

      assertThat(feed.rejected()).containsExactly(events.get(0));
      assertEachOnce(feed, events.subList(1, 30));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {TOGETHER, ALONE})
  void twelveRefusedEventsInARowGoToTheQueueAndTheRestArrivesOnce(String how) {
    var events = events(0, 40);
    var bad = events.subList(7, 19);
    devo.refuse(bad::contains);
    try (var feed = feed("blame-twelve-", how).produce(events).start()) {
      feed.awaitCommitted(40);

      assertThat(feed.rejected()).containsExactlyInAnyOrderElementsOf(bad);
      assertEachOnce(feed, without(events, bad::contains));
    }
  }

  @Test
  void aTableThatTheTokenMayNotWriteCostsOnlyTheEventsForIt() {
    var events = events(0, 100);
    var forbidden = List.of(events.get(3), events.get(4), events.get(60));
    var path = "/stream/%s/token!%s/kc1/my.app.it.forbidden";
    devo.faults()
        .on(path.formatted(FakeDevoHttp.DOMAIN, FakeDevoHttp.TOKEN))
        .always(Fault.status(403));
    try (var feed = SinkFeed.over("blame-tag", devo)) {
      for (var event : events) {
        var tag = forbidden.contains(event) ? "my.app.it.forbidden" : "my.app.it.allowed";
        feed.produce(event, Map.of("devo.tag", tag));
      }
      feed.with("source.host", "kc1").start().awaitCommitted(100);

      assertThat(feed.rejected()).containsExactlyInAnyOrderElementsOf(forbidden);
      assertEachOnce(feed, without(events, forbidden::contains));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 403, 401, 500})
  void oneAnswerInPassingChangesNothingOnceTheFeedHasWorked(int status) {
    var events = events(0, 20);
    try (var feed = SinkFeed.over("blame-passing-" + status, devo)) {
      feed.produce(events.subList(0, 10)).start().awaitCommitted(10);

      devo.faults().next(Fault.status(status));
      feed.produce(events.subList(10, 20)).awaitCommitted(20);

      assertThat(devo.answered(status)).isPositive();
      assertThat(feed.rejected()).isEmpty();
      assertEachOnce(feed, events);
    }
  }

  @Test
  void aPageOfAProxyIsNoReceiptAndStopsNoFeed() {
    var events = events(0, 110);
    try (var feed = SinkFeed.over("blame-page", devo)) {
      feed.produce(events.subList(0, 10)).start().awaitCommitted(10);

      devo.faults().always(BLOCKED);
      feed.produce(events.subList(10, 110));
      feed.awaitWhileRunning(() -> devo.faults().count() >= 3);
      assertThat(feed.committed()).isEqualTo(10);

      devo.faults().clear();
      feed.awaitCommitted(110);
      assertThat(feed.rejected()).isEmpty();
      assertEachOnce(feed, events);
    }
  }

  @Test
  void aPageOfAProxyInsteadOfTheIntakeIsNoticedFromTheStart() {
    var events = events(0, 100);
    devo.faults().always(BLOCKED);
    try (var feed = SinkFeed.over("blame-page-first", devo)) {
      assertThat(feed.validate()).as("with a connection check").isNotEmpty();

      feed.with("connection.check.enabled", "false").produce(events).start();
      feed.awaitWhileRunning(() -> devo.faults().count() >= 3);
      assertThat(feed.committed()).isZero();

      devo.faults().clear();
      feed.awaitCommitted(100);
      assertThat(feed.rejected()).isEmpty();
      assertEachOnce(feed, events);
    }
  }

  private SinkFeed feed(String prefix, String how) {
    var feed = SinkFeed.over(prefix + how, devo);
    return how.equals(TOGETHER)
        ? feed
        : feed.with("batch.max.bytes", "1024").with("http.requests.in.flight", "1");
  }

  /** Longer than the smallest request. */
  private static List<String> events(int from, int to) {
    return IntStream.range(from, to).mapToObj("{\"n\":%01100d}"::formatted).toList();
  }

  private static List<String> without(List<String> events, Predicate<String> some) {
    return events.stream().filter(some.negate()).toList();
  }

  private static void assertEachOnce(SinkFeed feed, Collection<String> events) {
    assertThat(feed.status().running()).isTrue();
    var once = new HashMap<String, Long>();
    events.forEach(event -> once.put(event, 1L));
    assertThat(feed.arrivals()).isEqualTo(once);
  }
}
