// SPDX-License-Identifier: Apache-2.0
package io.tributary.threatq;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.http.RecordedRequest;
import io.tributary.threatq.fixture.FakeThreatQ;
import io.tributary.threatq.fixture.ThreatQRows;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of pages, also if the vendor does not do what is requested. */
class ThreatQPagesTest {
  private static final Duration HOURS = Duration.ofHours(20);

  private final ThreatQFeed feed = new ThreatQFeed();
  private final FakeThreatQ fake = feed.fake;

  @AfterEach
  void stop() {
    feed.close();
  }

  @Test
  void onceTheOrderIsProvenAPageBeginsWhereTheOneBeforeEnded() throws Exception {
    feed.fill();
    feed.start();

    assertThat(ThreatQFeed.versions(feed.read(ThreatQFeed.EVENTS)))
        .containsExactlyInAnyOrderElementsOf(feed.truth());

    assertThat(feed.pages()).extracting(ThreatQPagesTest::offset).startsWith("0", "100", "0", "0");
    assertThat(from(feed.pages().get(1))).isEqualTo(from(feed.pages().get(0)));
    assertThat(from(feed.pages().get(2))).isGreaterThan(from(feed.pages().get(1)));
    assertThat(from(feed.pages().get(3))).isGreaterThan(from(feed.pages().get(2)));
  }

  @Test
  void rowNumbersCountWithinOneSecond() throws Exception {
    feed.fill();
    fake.add(ThreatQRows.inOneSecond(9, 350, ThreatQFeed.DAY.plus(Duration.ofHours(21))));
    feed.start();

    assertThat(ThreatQFeed.versions(feed.read(ThreatQFeed.EVENTS + 350)))
        .containsExactlyInAnyOrderElementsOf(feed.truth());

    assertThat(feed.pages()).extracting(ThreatQPagesTest::offset).contains("100", "200", "300");
  }

  @ParameterizedTest
  @ValueSource(strings = {"query", "cursor", "list"})
  void whatIsUpdatedWhileThePagesAreReadComesAgainAndHidesNothing(String mode) throws Exception {
    feed.fill();
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

    var versions = ThreatQFeed.versions(feed.readPages(30));

    assertThat(versions).containsAll(feed.truth()).doesNotHaveDuplicates();
    assertThat(fake.log().rows()).hasSize(ThreatQFeed.EVENTS);
  }

  @Test
  void aServerThatIgnoresTheFilterIsReadByRowNumbersAndItsOldRowsAreLeftOut() throws Exception {
    fake.add(ThreatQRows.realistic(7, 250, ThreatQFeed.DAY.minus(HOURS), ThreatQFeed.DAY));
    var old = feed.truth();
    feed.fill();
    fake.ignoresFilter(true);
    feed.start();

    var versions = ThreatQFeed.versions(feed.read(ThreatQFeed.EVENTS));
    var again = feed.readPages(8);

    assertThat(versions)
        .hasSize(ThreatQFeed.EVENTS)
        .doesNotHaveDuplicates()
        .doesNotContainAnyElementsOf(old);
    assertThat(again).isEmpty();
  }

  @Test
  void aServerThatIgnoresTheFilterBehindAProvenOrderIsReadToItsEnd() throws Exception {
    feed.fill();
    fake.ignoresFilter(true);
    feed.start();

    assertThat(ThreatQFeed.versions(feed.read(ThreatQFeed.EVENTS)))
        .containsExactlyInAnyOrderElementsOf(feed.truth());
    assertThat(feed.readPages(8)).isEmpty();
  }

  @Test
  void aServerThatIgnoresTheSortLosesNothing() throws Exception {
    feed.fill();
    fake.ignoresSort(true);
    // The next round begins elsewhere.
    feed.start("poll.interval.ms", "60000");

    assertThat(ThreatQFeed.versions(feed.read(ThreatQFeed.EVENTS)))
        .containsExactlyInAnyOrderElementsOf(feed.truth());
    assertThat(feed.pages())
        .extracting(ThreatQPagesTest::from)
        .containsOnly(from(feed.pages().get(0)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"query", "cursor", "list"})
  void aServerThatGivesFewerRowsThanAskedForIsReadToItsEnd(String mode) throws Exception {
    feed.fill();
    fake.pageCap(40);
    fake.tellsNoTotal(true);
    feed.start("query.mode", mode);

    assertThat(ThreatQFeed.versions(feed.read(ThreatQFeed.EVENTS)))
        .containsExactlyInAnyOrderElementsOf(feed.truth());
  }

  private static String offset(RecordedRequest request) {
    return request.query("offset").orElse("");
  }

  private static String from(RecordedRequest request) {
    return request.body().replaceAll(".*\\+gte\":\"|\".*", "");
  }
}
