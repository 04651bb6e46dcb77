package io.tributary.threatq;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.EventRow;
import io.tributary.testkit.FakeThreatQ;
import io.tributary.testkit.Fault;
import io.tributary.testkit.RecordedRequest;
import io.tributary.testkit.ThreatQRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of the vendor, and what becomes of its events. */
class ThreatQEventsTest {
  private static final Duration HOURS = Duration.ofHours(20);
  private static final int EVENTS = 450;

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
    feed.start("initial.start.time.in.utc", "2022-06-28T00:00:00Z");

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
        .extracting(record -> record.topic())
        .containsOnly("threatintel.threatquotient.platform");
  }

  @Test
  void onceTheOrderIsProvenAPageBeginsWhereTheOneBeforeEnded() throws Exception {
    fill();
    feed.start();

    assertThat(ThreatQFeed.versions(feed.read(EVENTS)))
        .containsExactlyInAnyOrderElementsOf(feed.truth());

    assertThat(feed.pages()).extracting(ThreatQEventsTest::offset).startsWith("0", "99", "0", "0");
    assertThat(from(feed.pages().get(1))).isEqualTo(from(feed.pages().get(0)));
    assertThat(from(feed.pages().get(2))).isGreaterThan(from(feed.pages().get(1)));
    assertThat(from(feed.pages().get(3))).isGreaterThan(from(feed.pages().get(2)));
  }

  @Test
  void rowNumbersCountWithinOneSecond() throws Exception {
    fill();
    fake.add(ThreatQRows.inOneSecond(9, 350, ThreatQFeed.DAY.plus(Duration.ofHours(21))));
    feed.start();

    assertThat(ThreatQFeed.versions(feed.read(EVENTS + 350)))
        .containsExactlyInAnyOrderElementsOf(feed.truth());

    assertThat(feed.pages()).extracting(ThreatQEventsTest::offset).contains("99", "198", "297");
  }

  @ParameterizedTest
  @ValueSource(strings = {"query", "cursor", "list"})
  void whatIsUpdatedWhileThePagesAreReadComesAgainAndHidesNothing(String mode) throws Exception {
    fill();
    var rows = fake.log().byTime();
    feed.beforePages(
        page -> {
          if (page > 1 && page <= 6) {
            rows.subList(page * 20, page * 20 + 10)
                .forEach(
                    row -> fake.update(row.key(), ThreatQFeed.DAY.plus(HOURS.plusHours(page))));
          }
        });
    feed.start("query.mode", mode);

    var versions = ThreatQFeed.versions(feed.readPages(14));

    assertThat(versions).containsAll(feed.truth()).doesNotHaveDuplicates();
    assertThat(fake.log().rows()).hasSize(EVENTS);
  }

  @Test
  void anUpdateIsANewRecordOfTheSameKeyAndNothingElseComesAgain() throws Exception {
    fill();
    feed.start();
    var first = feed.read(EVENTS);
    var event = fake.log().byTime().get(17);
    fake.update(event.key(), ThreatQFeed.DAY.plus(HOURS));

    var again = feed.readPages(4);

    assertThat(first).hasSize(EVENTS);
    assertThat(again)
        .singleElement()
        .satisfies(record -> assertThat(record.key()).isEqualTo(event.key()));
  }

  @Test
  void aServerThatIgnoresTheFilterIsReadByRowNumbersAndItsOldRowsAreLeftOut() throws Exception {
    fake.add(ThreatQRows.realistic(7, 250, ThreatQFeed.DAY.minus(HOURS), ThreatQFeed.DAY));
    var old = feed.truth();
    fill();
    fake.ignoresFilter(true);
    feed.start();

    var versions = ThreatQFeed.versions(feed.read(EVENTS));
    var again = feed.readPages(8);

    assertThat(versions).hasSize(EVENTS).doesNotHaveDuplicates().doesNotContainAnyElementsOf(old);
    assertThat(again).isEmpty();
  }

  @Test
  void aServerThatIgnoresTheFilterBehindAProvenOrderIsReadToItsEnd() throws Exception {
    fill();
    fake.ignoresFilter(true);
    feed.start();

    assertThat(ThreatQFeed.versions(feed.read(EVENTS)))
        .containsExactlyInAnyOrderElementsOf(feed.truth());
    assertThat(feed.readPages(8)).isEmpty();
  }

  @Test
  void aServerThatIgnoresTheSortLosesNothing() throws Exception {
    fill();
    fake.ignoresSort(true);
    feed.start();

    assertThat(ThreatQFeed.versions(feed.read(EVENTS)))
        .containsExactlyInAnyOrderElementsOf(feed.truth());
    assertThat(feed.pages())
        .extracting(ThreatQEventsTest::from)
        .containsOnly(from(feed.pages().get(0)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"query", "cursor", "list"})
  void aServerThatGivesFewerRowsThanAskedForIsReadToItsEnd(String mode) throws Exception {
    fill();
    fake.pageCap(40);
    fake.tellsNoTotal(true);
    feed.start("query.mode", mode);

    assertThat(ThreatQFeed.versions(feed.read(EVENTS)))
        .containsExactlyInAnyOrderElementsOf(feed.truth());
  }

  @Test
  void marksTakeThePlaceOfRowNumbersWhereTheyAreAskedFor() throws Exception {
    fill();
    feed.start("query.mode", "cursor");

    assertThat(ThreatQFeed.versions(feed.read(EVENTS)))
        .containsExactlyInAnyOrderElementsOf(feed.truth());
    assertThat(feed.pages().get(0).query("cursorMark")).contains("*");
    assertThat(feed.pages().get(1).query("cursorMark").orElseThrow()).hasSizeGreaterThan(9);
    assertThat(feed.pages()).allMatch(request -> request.query("offset").isEmpty());
  }

  @Test
  void aListIsReadBackFromItsNewestEventAsFarAsNeeded() throws Exception {
    fake.add(ThreatQRows.realistic(7, 950, ThreatQFeed.DAY.minus(HOURS), ThreatQFeed.DAY));
    var old = feed.truth();
    fill();
    feed.start("query.mode", "list", "poll.interval.ms", "600000");

    var versions = ThreatQFeed.versions(feed.read(EVENTS));

    assertThat(versions).hasSize(EVENTS).doesNotContainAnyElementsOf(old);
    assertThat(feed.pages()).hasSizeLessThan(8);
    assertThat(feed.pages().get(1).target())
        .isEqualTo("/api/events?limit=100&sort=-updated_at&with=type&offset=99");
  }

  @Test
  void anEventWithoutAnIdIsKnownByItsBytes() throws Exception {
    fill();
    fake.add(ThreatQRows.withoutId(3, ThreatQFeed.DAY.plus(HOURS)));
    feed.start();

    assertThat(ThreatQFeed.versions(feed.read(EVENTS + 1)))
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
        .containsExactly("my.app.game", "my.app.other");
  }

  private void fill() {
    List<EventRow> rows =
        ThreatQRows.realistic(1, EVENTS, ThreatQFeed.DAY, ThreatQFeed.DAY.plus(HOURS));
    fake.add(rows);
  }

  private static String offset(RecordedRequest request) {
    return request.query("offset").orElse("");
  }

  private static String from(RecordedRequest request) {
    return request.body().replaceAll(".*\\+gte\":\"|\".*", "");
  }

  private static String recorded(String file) {
    try (var in = ThreatQEventsTest.class.getResourceAsStream("/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
