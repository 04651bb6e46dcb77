// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.vendor;

import static io.tributary.testkit.vendor.VendorBehavior.BOUNDS_END;
import static io.tributary.testkit.vendor.VendorBehavior.BOUNDS_START;
import static io.tributary.testkit.vendor.VendorBehavior.DELIVERS_CHANGES;
import static io.tributary.testkit.vendor.VendorBehavior.LOGS_IN;
import static io.tributary.testkit.vendor.VendorBehavior.MOVES_ROWS;
import static io.tributary.testkit.vendor.VendorBehavior.SORTS;
import static io.tributary.testkit.vendor.VendorBehavior.TAGS_BY_KIND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/**
 * Each {@link VendorBehavior}, proved in both directions: the vendor shows it exactly if its
 * fixture claims it.
 */
abstract class VendorBehaviorContract extends VendorFaultContract {
  private static final Duration HOURS = Duration.ofHours(12);

  VendorBehaviorContract(VendorFixture fixture) {
    super(fixture);
  }

  @Test
  void noEventFromDaysBeforeTheStartIsSentIfTheVendorBoundsTheStart() throws InterruptedException {
    var before = fixture.rows(11, 5, DAY.minus(Duration.ofDays(4)), DAY.minus(Duration.ofDays(3)));
    vendor.add(before);
    var served = served();
    start();
    var records = pollUntil(EVENTS);

    assertEquals(!claims(BOUNDS_START), before.stream().anyMatch(served::contains));
    assertEquals(Set.of(), common(before, records));
  }

  @Test
  void noEventFromAfterTheEndIsSentIfTheVendorBoundsTheEnd() throws InterruptedException {
    var soon = Instant.now().plus(HOURS).truncatedTo(ChronoUnit.SECONDS);
    var after = fixture.rows(12, 5, soon, soon.plusSeconds(60));
    vendor.add(after);
    var served = served();
    start();
    pollUntil(EVENTS);

    assertEquals(!claims(BOUNDS_END), after.stream().anyMatch(served::contains));
  }

  @Test
  void eachAnswerIsInOrderOfTimeIfTheVendorSorts() throws InterruptedException {
    var sorted = new AtomicBoolean(true);
    vendor.onAnswer(
        (request, answer) -> {
          var times = inOrder(answer.body()).map(EventRow::time).toList();
          if (!times.equals(times.stream().sorted().toList())) {
            sorted.set(false);
          }
        });
    start();
    assertExact(pollUntil(EVENTS));

    assertEquals(claims(SORTS), sorted.get());
  }

  @Test
  void anEventThatChangesGetsANewTimeIfTheVendorMovesRows() throws InterruptedException {
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    var event = recent(now);
    var changed = fixture.changed(event, now.minusSeconds(10));

    assertEquals(event.key(), changed.key());
    assertTrue(!event.json().equals(changed.json()));
    assertEquals(claims(MOVES_ROWS) ? now.minusSeconds(10) : event.time(), changed.time());

    startWith("initial.start.time.in.utc", now.minusSeconds(3600).toString());
    assertExact(pollUntil(1));
    replace(event, changed);
    var again = claims(DELIVERS_CHANGES) ? pollUntil(1) : pollForRequests(3);
    for (var record : again) {
      assertEquals(changed.time(), eventTime(record));
    }
  }

  @Test
  void anEventThatChangesIsDeliveredAgainIfTheConnectorDeliversChanges()
      throws InterruptedException {
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    var event = recent(now);
    startWith("initial.start.time.in.utc", now.minusSeconds(3600).toString());
    assertExact(pollUntil(1));

    replace(event, fixture.changed(event, now.minusSeconds(10)));
    var again = claims(DELIVERS_CHANGES) ? pollUntil(1) : List.<SourceRecord>of();

    assertEquals(claims(DELIVERS_CHANGES) ? List.of(event.key()) : List.of(), keys(again));
    assertEquals(List.of(), pollForRequests(3));
  }

  @Test
  void aConnectorLogsInFirstIfTheVendorHasALogin() throws InterruptedException {
    start();
    assertExact(pollUntil(EVENTS));

    assertEquals(claims(LOGS_IN), vendor.loginPath().isPresent());
    var first = vendor.requests().get(0).path();
    assertEquals(vendor.loginPath().orElse(first), first);
    assertEquals(claims(LOGS_IN) ? 1 : 0, logins());
  }

  @Test
  void aCredentialThatExpiresBetweenTwoPagesIsRenewedWhateverTheLogin()
      throws InterruptedException {
    for (var login : vendor.logins()) {
      var before = logins();
      var first = requests();
      var expired = new AtomicBoolean();
      vendor.afterEach(
          request -> {
            if (request.path().startsWith(eventsPath()) && requests() == first + 2) {
              expired.set(expire(login));
            }
          });
      task.stop();
      task = newTask();
      start(java.util.Map.of(), settings(login));

      assertExact(pollUntil(EVENTS));
      assertEquals(login.expires(), expired.get());
      assertEquals(login.expires() ? 2 : 0, logins() - before);
    }
  }

  @Test
  void theTableOfAnEventDependsOnItsKindIfTheConnectorTagsByKind() throws InterruptedException {
    start();
    var tables = new HashSet<String>();
    for (var record : pollUntil(EVENTS)) {
      var table = record.headers().lastWithName("devo.tag").value().toString();
      tables.add(table);
      var event = ((String) record.value());
      assertTrue(fixture.demo().belongs(event, table), table);
    }

    assertEquals(claims(TAGS_BY_KIND), tables.size() > 1);
  }

  private boolean claims(VendorBehavior behavior) {
    return fixture.behaviors().contains(behavior);
  }

  private static boolean expire(VendorLogin login) {
    var expire = login.expire();
    if (expire != null) {
      expire.run();
    }
    return expire != null;
  }

  /** How often a connector has logged in. */
  private int logins() {
    return vendor.loginPath().map(path -> vendor.requests(path).size()).orElse(0);
  }

  /** The only event of the log, a few minutes old. */
  private EventRow recent(Instant now) {
    vendor.log().remove(row -> true);
    var event = fixture.rows(13, 1, now.minusSeconds(30), now.minusSeconds(30)).get(0);
    vendor.add(event);
    return event;
  }

  @Test
  void theJournalHasALoginIfTheVendorLogsInAndNothingOnceTheFeedIsQuiet()
      throws InterruptedException {
    startWith("journal.topic", "journal");
    var first = pollUntil(EVENTS + 2);
    first.addAll(pollForRequests(7));

    var login = "Successfully received access token";
    assertEquals(claims(LOGS_IN), first.stream().anyMatch(record -> isOf(record, login)));
    assertEquals(List.of(), pollForRequests(7));
  }

  private void replace(EventRow event, EventRow changed) {
    vendor.log().remove(row -> row.key().equals(event.key()));
    vendor.add(changed);
  }

  /** What the vendor has sent so far, growing. */
  private Set<EventRow> served() {
    var served = ConcurrentHashMap.<EventRow>newKeySet();
    vendor.onAnswer((request, answer) -> inOrder(answer.body()).forEach(served::add));
    return served;
  }

  /** The events in a response, in its order. */
  private Stream<EventRow> inOrder(String body) {
    return vendor.log().rows().stream()
        .filter(row -> body.contains(row.json()))
        .sorted(Comparator.comparing(row -> body.indexOf(row.json())));
  }

  private static Set<String> common(List<EventRow> events, List<SourceRecord> records) {
    var common = new HashSet<>(keys(records));
    common.retainAll(events.stream().map(EventRow::key).toList());
    return common;
  }

  private static Instant eventTime(SourceRecord record) {
    return Instant.parse(record.headers().lastWithName("event.time").value().toString());
  }
}
