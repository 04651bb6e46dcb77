// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.event;

import static io.tributary.common.event.PageBodies.body;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.event.Event.Anomaly;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SameIdsTest {
  private static final String ANN = row("7", "ann");
  private static final String BOB = row("7", "bob");
  private static final String CEM = row("7", "cem");
  private static final String DAN = row("8", "dan");

  private PageParser reader = reader("id");

  /** The digests of all events sent so far. */
  private final Set<Long> sent = new HashSet<>();

  @Test
  void threeRecipientsUnderOneIdAreThreeEvents() {
    var events = page(ANN, BOB, CEM, DAN);

    assertThat(events).extracting(Event::id).startsWith("7").endsWith("8").doesNotHaveDuplicates();
    assertThat(events)
        .extracting(Event::anomaly)
        .containsExactly(Anomaly.NONE, Anomaly.SHARED_ID, Anomaly.SHARED_ID, Anomaly.NONE);
    assertThat(send(ANN, BOB, CEM, DAN)).isEqualTo(4);
  }

  @Test
  void theyAreSentOnceInWhateverOrderTheyComeAgain() {
    assertThat(send(ANN, BOB, CEM)).isEqualTo(3);

    assertThat(send(CEM, BOB, ANN)).isZero();
    assertThat(send(BOB, CEM)).isZero();
    assertThat(send(CEM)).isZero();
    assertThat(send(ANN)).isZero();
  }

  @Test
  void theyAreSentOnceIfThePagesEndBetweenThem() {
    assertThat(send(DAN, ANN)).isEqualTo(2);
    assertThat(send(ANN, BOB)).isEqualTo(1);
    assertThat(send(BOB, CEM)).isEqualTo(1);
    assertThat(send(ANN, CEM, BOB)).isZero();
  }

  @Test
  void aRunThatBeginsAnewKnowsThemInTheSameOrder() {
    assertThat(send(ANN, BOB)).isEqualTo(2);

    reader = reader("id");

    assertThat(send(ANN, BOB)).isZero();
  }

  @Test
  void aRowThatIsListedTwiceIsOneEvent() {
    assertThat(send(ANN, DAN, ANN)).isEqualTo(2);
  }

  @Test
  void aRowThatChangedNextToAnotherWithItsIdKeepsTheId() {
    send(ANN);
    var changed = row("7", "ann, read");
    send(changed);

    assertThat(page(BOB, changed).get(1).anomaly()).isEqualTo(Anomaly.NONE);
  }

  @Test
  void aChangedEventIsCountedAndNotSentAgain() {
    assertThat(send(row("1", "open"))).isEqualTo(1);

    assertThat(page(row("1", "closed")).get(0).anomaly()).isEqualTo(Anomaly.CHANGED);
    assertThat(page(row("1", "closed")).get(0).anomaly()).isEqualTo(Anomaly.NONE);
    assertThat(send(row("1", "again"))).isZero();
  }

  @Test
  void aChangedEventIsCountedIfItIsSentAgainAsWell() {
    reader = reader("id_and_hash");
    assertThat(send(row("1", "open"))).isEqualTo(1);

    assertThat(send(row("1", "closed"))).isEqualTo(1);
    assertThat(page(row("1", "open")).get(0).anomaly()).isEqualTo(Anomaly.CHANGED);
  }

  @Test
  void alertsWithoutAnIdWhoseLinkIsSignedAnewAreCounted() {
    var anomalies = new ArrayList<Anomaly>();
    for (var poll = 0; poll < 4; poll++) {
      anomalies.add(page(signed("08:00:00", poll), signed("08:00:01", poll)).get(0).anomaly());
    }

    assertThat(anomalies)
        .containsExactly(Anomaly.NO_ID, Anomaly.NO_ID, Anomaly.CHANGED, Anomaly.CHANGED);
  }

  @Test
  void jsonPointersTellAlertsWithoutAnIdFromEachOther() {
    reader = reader("/created, /nested/user");

    for (var poll = 0; poll < 50; poll++) {
      var fresh = send(signed("08:00:00", poll), signed("08:00:01", poll));
      assertThat(fresh).isEqualTo(poll == 0 ? 2 : 0);
    }
  }

  @Test
  void eventsOfOneSecondWithoutAnIdAreNotTakenForChanges() {
    var a = signed("08:00:00", 1);
    var b = signed("08:00:00", 2);
    var c = signed("08:00:00", 3);
    for (var poll = 0; poll < 5; poll++) {
      assertThat(page(a, b)).extracting(Event::anomaly).containsOnly(Anomaly.NO_ID);
      assertThat(page(c)).extracting(Event::anomaly).containsOnly(Anomaly.NO_ID);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "id_and_hash", "id_and_time", "/id", "/created,/nested/user"})
  void eachDedupeKeyKnowsAnEventThatComesAgain(String key) {
    reader = reader(key);

    assertThat(send(ANN, DAN)).isEqualTo(2);
    assertThat(send(ANN, DAN)).isZero();
  }

  private List<Event> page(String... rows) {
    return reader.rows(body("{\"data\":[" + String.join(",", rows) + "]}")).orElseThrow();
  }

  private long send(String... rows) {
    return page(rows).stream().filter(event -> sent.add(event.digest())).count();
  }

  private static PageParser reader(String dedupeKey) {
    return new PageParser(
        List.of("/data"), List.of("/id"), List.of("/created"), DedupeKey.of(dedupeKey), 100);
  }

  private static String row(String id, String user) {
    return "{\"id\":%s,\"created\":\"2026-03-01T08:00:00Z\",\"nested\":{\"user\":\"%s\"}}"
        .formatted(id, user);
  }

  private static String signed(String clock, int signature) {
    return "{\"created\":\"2026-03-01T%sZ\",\"link\":\"https://a/?sig=%s\"}"
        .formatted(clock, signature);
  }
}
