// SPDX-License-Identifier: Apache-2.0
package io.tributary.threatq;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.http.Fault;
import io.tributary.threatq.fixture.FakeThreatQ;
import io.tributary.threatq.fixture.ThreatQRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The requests to the vendor, and the records of its events. */
class ThreatQEventsTest {
  private static final Duration HOURS = Duration.ofHours(20);

  private final ThreatQFeed feed = new ThreatQFeed();
  private final FakeThreatQ fake = feed.fake;

  @AfterEach
  void stop() {
    feed.close();
  }

  @Test
  void postsAQueryForWhatWasUpdatedSince() throws Exception {
    feed.start("relations", "sources", "request.extra.params", "a=1");
    fake.faults().on(FakeThreatQ.QUERY).next(Fault.status(200, "{\"total\":0,\"data\":[]}"));

    feed.readPages(1);

    var request = feed.pages().get(0);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.target())
        .isEqualTo(
            "/api/events/query?limit=100&sort=updated_at%2Cid&with=type%2Csources&a=1&offset=0");
    assertThat(request.header("content-type")).contains("application/json; charset=utf-8");
    assertThat(request.body())
        .isEqualTo(
            "{\"criteria\":{},\"filters\":{\"+and\":[{\"updated_at\":{\"+gte\":\"2026-10-02 00:00:00\"}}]}}");
  }

  @Test
  void aRecordedPageBecomesItsRecords() throws Exception {
    fake.faults().on(FakeThreatQ.QUERY).next(Fault.status(200, recorded("events.json")));
    feed.start(
        "initial.start.time.in.utc",
        "2022-06-28T00:00:00Z",
        "initial.start.time.max.age.days",
        "0");

    var records = feed.read(3);

    assertThat(ThreatQFeed.versions(records))
        .containsExactly(
            "17651 2022-06-28T13:01:10Z",
            "17653 2022-06-28T13:01:10Z",
            "17660 2022-06-28T13:20:30Z");
    assertThat(records)
        .extracting(ThreatQFeed::tag)
        .containsExactly(
            "threatintel.threatquotient.platform.spearphish",
            "threatintel.threatquotient.platform.dosattack",
            "threatintel.threatquotient.platform.userdefined");
    assertThat((String) records.get(1).value())
        .startsWith("{\"id\": 17653, \"type_id\": 4, \"title\": \"Traffic flood on the shop\",")
        .contains("},\"@devo_pulling_id\":\"")
        .endsWith("\"}");
    assertThat(records)
        .extracting(SourceRecord::topic)
        .containsOnly("threatintel.threatquotient.platform");
  }

  @Test
  void anUpdateIsANewRecordOfTheSameKeyAndNothingElseComesAgain() throws Exception {
    feed.fill();
    feed.start();
    var first = feed.read(ThreatQFeed.EVENTS);
    // Within the overlap, where an unchanged event is already known.
    var event = fake.log().byTime().get(ThreatQFeed.EVENTS - 1);
    fake.update(event.key(), event.time().plusSeconds(20));

    var again = feed.readPages(4);

    assertThat(first).hasSize(ThreatQFeed.EVENTS);
    assertThat(again)
        .singleElement()
        .satisfies(record -> assertThat(record.key()).isEqualTo(event.key()));
  }

  @Test
  void marksTakeThePlaceOfRowNumbersWhereTheyAreAskedFor() throws Exception {
    feed.fill();
    feed.start("query.mode", "cursor");

    assertThat(ThreatQFeed.versions(feed.read(ThreatQFeed.EVENTS)))
        .containsExactlyInAnyOrderElementsOf(feed.truth());
    assertThat(feed.pages().get(0).query("cursorMark")).contains("*");
    assertThat(feed.pages().get(1).query("cursorMark").orElseThrow()).hasSizeGreaterThan(9);
    assertThat(feed.pages()).allMatch(request -> request.query("offset").isEmpty());
  }

  @Test
  void aListIsReadBackFromItsNewestEventAsFarAsNeeded() throws Exception {
    fake.add(ThreatQRows.realistic(7, 950, ThreatQFeed.DAY.minus(HOURS), ThreatQFeed.DAY));
    var old = feed.truth();
    feed.fill();
    feed.start("query.mode", "list", "poll.interval.ms", "600000");

    var versions = ThreatQFeed.versions(feed.read(ThreatQFeed.EVENTS));

    assertThat(versions).hasSize(ThreatQFeed.EVENTS).doesNotContainAnyElementsOf(old);
    assertThat(feed.pages()).hasSizeLessThan(8);
    assertThat(feed.pages().get(1).target())
        .isEqualTo("/api/events?limit=100&sort=-updated_at&with=type&offset=100");
  }

  @Test
  void anEventWithoutAnIdIsKnownByItsBytes() throws Exception {
    feed.fill();
    fake.add(ThreatQRows.withoutId(3, ThreatQFeed.DAY.plus(HOURS)));
    feed.start();

    assertThat(ThreatQFeed.versions(feed.read(ThreatQFeed.EVENTS + 1)))
        .containsExactlyInAnyOrderElementsOf(feed.truth());
  }

  @Test
  void theTagFollowsTheMap() throws Exception {
    var hour = ThreatQFeed.DAY.plusSeconds(3600);
    fake.add(
        ThreatQRows.ofType(1, "Red Team Game", hour),
        ThreatQRows.ofType(2, "Sighting", hour.plusSeconds(1)));
    feed.start("devo.tag.map", "red team game:my.app.game,default:my.app.other");

    assertThat(feed.read(2))
        .extracting(ThreatQFeed::tag)
        .containsExactly("my.app.game", "threatintel.threatquotient.platform.sighting");
  }

  private static String recorded(String file) {
    try (var in = ThreatQEventsTest.class.getResourceAsStream("/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
