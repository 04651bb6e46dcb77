// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.vendor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.testkit.http.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The requirements on every source of any vendor. A connector's test extends this class with its
 * fixture and runs it over real sockets.
 */
public abstract class VendorContract extends VendorBehaviorContract {

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
    assertEquals(List.of(), pollForRequests(30));

    task.stop();
    task = newTask();
    var settings = new HashMap<>(settings());
    settings.put("response.max.bytes", "50000");
    start(records.get(99).sourceOffset(), settings);
    assertEquals(keys(records.subList(100, EVENTS + 1)), keys(pollUntil(EVENTS - 99)));
  }
}
