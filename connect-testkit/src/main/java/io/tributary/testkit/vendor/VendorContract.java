// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.vendor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.testkit.http.Fault;
import io.tributary.testkit.http.Spellings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The requirements on every source of any vendor. A connector's test extends this class with its
 * fixture and runs it over real sockets.
 */
public abstract class VendorContract extends VendorBehaviorContract {
  private static final String SECRET = "canary+K/9=<&4711";

  /** The contract for the vendor with this fixture. */
  protected VendorContract(VendorFixture fixture) {
    super(fixture);
  }

  @Test
  void theSettingsOfEveryLoginAreValid() {
    for (var login : vendor.logins()) {
      var settings = settings(login);
      settings.put("connection.check.enabled", "false");

      for (var value : Vendors.connector(fixture).validate(settings).configValues()) {
        assertEquals(List.of(), value.errorMessages(), login.method() + " " + value.name());
      }
    }
  }

  /** A validation that quoted answers would read the servers behind the worker to its caller. */
  @ParameterizedTest
  @ValueSource(ints = {302, 401, 403, 404, 500, 200})
  void aValidationRepeatsNothingThatTheVendorSays(int status) {
    var paths = Stream.concat(Stream.of(eventsPath()), vendor.loginPath().stream());
    var headers = Map.of("Location", "https://" + CANARY + "/" + CANARY, "X-Inner", CANARY);
    var body = "{\"error\":\"" + CANARY + "\",\"error_description\":\"" + CANARY + "\"}";
    for (var path : paths.toList()) {
      vendor.faults().clear();
      vendor.faults().on(path).always(Fault.status(status, headers, body));
      for (var login : vendor.logins()) {
        for (var value : Vendors.connector(fixture).validate(settings(login)).configValues()) {
          assertFalse(value.toString().contains(CANARY), value.toString());
        }
      }
    }
  }

  /** R7: no secret is shown, however it is spelt, and neither is one in the causes. */
  @ParameterizedTest
  @ValueSource(ints = {200, 302, 401, 404})
  void aFailureShowsNoSecretHoweverTheVendorSpellsIt(int status) {
    var login = vendor.logins().get(0);
    var settings = settings(login);
    settings.put("request.extra.params", "key=" + SECRET);
    var wrong = new HashMap<>(settings);
    wrong.put(login.secrets().get(0), SECRET);
    for (var spelling : Spellings.of(SECRET)) {
      var headers = Map.of("Location", "/" + spelling, "Content-Type", "application/json");
      var fault = Fault.status(status, headers, "you sent " + spelling);
      vendor.faults().clear();
      vendor.faults().on(eventsPath()).always(fault);
      assertSecret(settings, spelling);
      vendor.loginPath().ifPresent(path -> vendor.faults().on(path).always(fault));
      assertSecret(wrong, spelling);
    }
  }

  private void assertSecret(Map<String, String> settings, String spelling) {
    var impatient = new HashMap<>(settings);
    impatient.put("trouble.patience.ms", "0");
    task.stop();
    task = newTask();
    start(Map.of(), impatient);
    var trace = new StringWriter();
    assertThrows(ConnectException.class, () -> pollUntil(EVENTS + 1))
        .printStackTrace(new PrintWriter(trace));
    // The validation returns the given values as they are.
    var told =
        trace.toString()
            + Vendors.connector(fixture).validate(settings).configValues().stream()
                .map(ConfigValue::errorMessages)
                .toList();
    assertFalse(told.contains(spelling) || told.contains("canary"), told);
  }

  @Test
  void everyEventIsDeliveredOnceAsTheVendorSentIt() throws InterruptedException {
    start();

    var records = pollUntil(EVENTS);

    assertExact(records);
    for (var record : records) {
      var json = Objects.requireNonNull(vendor.truth().get((String) record.key())).json();
      assertTrue(((String) record.value()).startsWith(json.substring(0, json.length() - 1)));
    }
  }

  @Test
  void theEventsOfARoundAreDeliveredOldestFirstWhateverTheOrderTheyAreListedIn()
      throws InterruptedException {
    start();

    var times =
        pollUntil(EVENTS).stream()
            .map(record -> record.headers().lastWithName("event.time").value().toString())
            .map(Instant::parse)
            .toList();

    assertEquals(times.stream().sorted().toList(), times);
  }

  @Test
  void eventsListedTwiceAreDeliveredOnce() throws InterruptedException {
    vendor.add(vendor.log().rows().subList(100, 250));
    start();

    assertExact(pollUntil(EVENTS));
    assertEquals(List.of(), pollForRequests(10));
  }

  @Test
  void aTaskThatStartsFromAnyRecordsOffsetDeliversTheRest() throws InterruptedException {
    start();
    var first = pollUntil(EVENTS);
    for (var cut : List.of(0, 99, 100, 217, 348)) {
      task.stop();
      task = newTask();
      start(first.get(cut).sourceOffset(), settings());

      var rest = pollUntil(349 - cut);

      var all = new TreeSet<>(keys(first.subList(0, cut + 1)));
      all.addAll(keys(rest));
      assertEquals(349 - cut, rest.size());
      assertEquals(new TreeSet<>(vendor.truth().keySet()), all);
    }
  }

  @Test
  void theAgeOfTheStartIsJudgedAtAFirstStartOnly() throws InterruptedException {
    var settings = settings();
    start();
    var newest = pollUntil(EVENTS).get(EVENTS - 1).sourceOffset();
    task.stop();
    settings.put("initial.start.time.in.utc", "2001-01-01T00:00:00Z");

    task = newTask();
    var refusal = assertThrows(ConfigException.class, () -> start(Map.of(), settings));
    start(newest, settings);

    assertTrue(String.valueOf(refusal.getMessage()).startsWith("SetupError 16: "));
    assertEquals(List.of(), pollForRequests(2));
  }

  @Test
  void eventsThatAppearLateAreDeliveredOnce() throws InterruptedException {
    vendor.log().remove(row -> true);
    var newest = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(120);
    vendor.add(fixture.rows(3, 50, newest.minusSeconds(600), newest.minusSeconds(1)));
    vendor.add(fixture.rows(4, 1, newest, newest));
    startWith("initial.start.time.in.utc", newest.minusSeconds(3600).toString());
    assertExact(pollUntil(51));

    var late = fixture.rows(5, 5, newest.minusSeconds(50), newest);
    vendor.add(late);

    assertEquals(
        new HashSet<>(late.stream().map(EventRow::key).toList()),
        new HashSet<>(keys(pollUntil(5))));
    assertEquals(List.of(), pollForRequests(3));
  }

  @Test
  void aTaskThatIsStoppedInTheMiddleOfARoundLosesNothing() throws InterruptedException {
    faults().always(Fault.slow(Duration.ofMillis(50)));
    start();
    var first = pollForRequests(2);
    task.stop();
    vendor.faults().clear();
    task = newTask();
    start(first.isEmpty() ? Map.of() : first.get(first.size() - 1).sourceOffset(), settings());

    first.addAll(pollUntil(EVENTS - first.size()));

    assertExact(first);
  }

  /** R3: whoever can write one event cannot stop a feed. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {"\",x,\"", "\",\u00fc,\"", "\",\\\\,\"", "[0,~,0~,]", "[[],~,[]~,]"})
  void aRowLargerThanAResponseMayBeCostsOneMarker(String start, String part, String end)
      throws InterruptedException {
    var json = "\"large\":" + start + part.repeat(200_000) + end;
    var large = fixture.row("large", DAY.plus(Duration.ofHours(9)), json);
    vendor.add(large);
    startWith("response.max.bytes", "50000");

    var records = pollUntil(EVENTS + 1);

    var sent = new HashSet<>(keys(records));
    assertEquals(EVENTS + 1, records.size());
    assertEquals(EVENTS + 1, sent.size());
    sent.removeAll(vendor.truth().keySet());
    var marker = records.stream().filter(record -> sent.contains(record.key())).toList();
    assertEquals(1, marker.size());
    var value = (String) marker.get(0).value();
    assertTrue(value.contains("@tributary_unreadable") && value.length() < 1_000, value);
    assertEquals(List.of(), pollForRequests(12));

    task.stop();
    task = newTask();
    var settings = new HashMap<>(settings());
    settings.put("response.max.bytes", "50000");
    start(records.get(99).sourceOffset(), settings);
    assertEquals(keys(records.subList(100, EVENTS + 1)), keys(pollUntil(EVENTS - 99)));
  }
}
