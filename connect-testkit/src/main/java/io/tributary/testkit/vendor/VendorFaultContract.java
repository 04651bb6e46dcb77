// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.vendor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.testkit.http.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The requirements on every source when its vendor or its network fails. */
abstract class VendorFaultContract extends HostileVendorContract {
  private static final int DEFAULT_LIMIT = 64 * 1024 * 1024;

  VendorFaultContract(VendorFixture fixture) {
    super(fixture);
  }

  @Test
  void passingFaultsAreWaitedOut() throws InterruptedException {
    var soon = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(2);
    var faults =
        List.of(
            Fault.tooManyRequests("1"),
            Fault.tooManyRequests("0.1"),
            Fault.tooManyRequests(soon.format(DateTimeFormatter.RFC_1123_DATE_TIME)),
            Fault.tooManyRequests("Thu, 01 Jan 1970 00:00:00 GMT"),
            Fault.tooManyRequests("soon"),
            Fault.html(),
            Fault.status(408),
            Fault.status(425),
            Fault.resetBefore(),
            Fault.status(500),
            Fault.status(502, "<html>Bad gateway</html>"),
            Fault.status(503),
            Fault.status(504),
            Fault.cutBody(),
            Fault.resetWithin(),
            Fault.slow(Duration.ofMillis(200)),
            Fault.trickle());
    // One after the other, in the middle of a pull.
    faults().at(1, Fault.resetBefore());
    for (var i = 0; i < faults.size(); i++) {
      faults().at(3 + i, faults.get(i));
    }
    var settings = new HashMap<>(settings());
    settings.put("request.timeout.ms", "1000");
    start(Map.of(), settings);

    assertExact(pollUntil(EVENTS));
    assertEquals(faults.size() + 1, vendor.faults().count());
  }

  @Test
  void anAnswerWithoutContentIsAnEmptyPageHoweverOftenItComes() throws InterruptedException {
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    vendor.log().remove(row -> true);
    faults().always(Fault.status(204, Map.of(), ""));
    startWith("initial.start.time.in.utc", now.minusSeconds(3600).toString());
    assertEquals(List.of(), pollForRequests(7));

    vendor.add(fixture.rows(3, 5, now.minusSeconds(5), now));
    vendor.faults().clear();

    assertExact(pollUntil(5));
  }

  /** R6: every wait that comes from outside has a ceiling. */
  @Test
  void noRequestedWaitIsLongerThanTheSettingAllows() throws InterruptedException {
    faults().at(2, Fault.tooManyRequests("999999999"));
    startWith("retry.after.max.ms", "1000");

    assertExact(pollUntil(EVENTS));
    assertEquals(1, vendor.faults().count());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404})
  void aRefusalFailsTheTaskWithItsNumber(int status) {
    faults().always(Fault.status(status));
    start();

    assertFailure("ApiError " + status);
  }

  /** R2: a feed that has worked is not stopped by answers, however many there are. */
  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 200})
  void noRefusalStopsAFeedThatHasWorked(int status) throws InterruptedException {
    var refusal = status == 200 ? Fault.html() : Fault.status(status);
    start();
    assertExact(pollUntil(EVENTS));

    faults().always(refusal);
    var sent = pollForRequests(8);
    var now = Instant.now();
    vendor.add(fixture.rows(3, 5, now.minusSeconds(5), now));
    vendor.faults().clear();

    sent.addAll(pollUntil(5));
    assertEquals(5, sent.size());
  }

  /** R2: that a feed has worked is known from its offset, not only from this life of its task. */
  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 200})
  void noRefusalStopsAFeedThatWorkedBeforeItWasRestarted(int status) throws InterruptedException {
    start();
    var offset = pollUntil(EVENTS).get(EVENTS - 101).sourceOffset();
    task.stop();
    task = newTask();

    var refusal = status == 200 ? Fault.html() : Fault.status(status);
    faults().next(refusal, refusal, refusal, refusal, refusal, refusal);
    start(offset, settings());

    assertEquals(100, pollUntil(100).size());
  }

  @Test
  void aRefusalThatLastsFailsAFeedThatHadWorked() throws InterruptedException {
    startWith("trouble.patience.ms", "500");
    assertExact(pollUntil(EVENTS));

    faults().always(Fault.status(401));

    assertFailure("ApiError 401");
  }

  @Test
  void aTaskThatFailsWritesTheReasonToItsJournalFirst() {
    faults().always(Fault.status(401));
    startWith("journal.topic", "journal");
    var told = new ArrayList<SourceRecord>();

    assertThrows(ConnectException.class, () -> poll(task, told, () -> true));

    assertEquals(1, told.stream().filter(it -> isOf(it, "\"level\":\"ERROR\"")).count());
    assertTrue(isOf(told.get(told.size() - 1), "\"kind\":\"ApiError 401\""), told.toString());
  }

  @Test
  void anAccessThatIsRevokedFailsTheTask() {
    vendor.revokeAccess();
    start();

    assertFailure("ApiError 40[13]");
  }

  @Test
  void wrongCredentialsFailTheTaskWithoutNamingThemWhateverTheLogin() {
    for (var login : vendor.logins()) {
      var settings = settings(login);
      settings.put(login.secrets().get(0), CANARY);
      task.stop();
      task = newTask();
      start(Map.of(), settings);

      assertFailure("(ApiError|InitVariablesError) \\d+");
    }
  }

  @Test
  void aRedirectToAnotherOriginIsRefusedAndNothingIsSentThere() {
    try (var elsewhere = fixture.start()) {
      faults().always(Fault.redirect(elsewhere.url() + eventsPath()));
      start();

      assertFailure("ApiError 491");
      assertEquals(List.of(), elsewhere.requests());
    }
  }

  @Test
  void aRedirectWithinTheOriginIsFollowed() throws InterruptedException {
    var first = new AtomicBoolean(true);
    vendor.beforeEach(
        request -> {
          if (request.path().startsWith(eventsPath()) && first.getAndSet(false)) {
            faults().next(Fault.redirect(request.target()));
          }
        });
    start();

    assertExact(pollUntil(EVENTS));
    assertEquals(1, vendor.faults().count());
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000_000, DEFAULT_LIMIT})
  void aBodyAboveTheLimitIsAskedForInSmallerPages(int limit) throws InterruptedException {
    faults().next(Fault.hugeBody(limit + 1L));
    startWith("response.max.bytes", Integer.toString(limit));

    assertExact(pollUntil(EVENTS));
    assertEquals(1, vendor.faults().count());
  }

  @Test
  void aBodyAboveTheLimitFailsTheTaskWhenThePageCannotBeSmaller() {
    faults().always(Fault.hugeBody(200_000));
    startWith("response.max.bytes", "100000");

    assertFailure("ApiError 492");
  }

  @ParameterizedTest
  @ValueSource(strings = {"silent", "trickling", "throttling"})
  void aTaskStopsAtOnceWhateverTheVendorIsDoing(String vendorIs) throws InterruptedException {
    faults()
        .always(
            switch (vendorIs) {
              case "silent" -> Fault.hang();
              case "trickling" -> Fault.trickle();
              default -> Fault.tooManyRequests("86400");
            });
    start();
    assertEquals(List.of(), pollForRequests(1));
    assertTimeout(Duration.ofSeconds(1), () -> assertNull(task.poll()));

    assertTimeout(Duration.ofSeconds(1), () -> task.stop());

    assertEquals(1, requests());
  }

  private void assertFailure(String number) {
    var failure = assertThrows(ConnectException.class, () -> pollUntil(EVENTS + 1));
    var message = String.valueOf(failure.getMessage());
    assertTrue(message.matches(number + ": (?s).*\\."), message);
    assertFalse(message.contains(CANARY), message);
  }
}
