// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import static io.tributary.common.event.Events.at;
import static io.tributary.common.event.Events.event;
import static io.tributary.common.event.Events.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.LookBack;
import io.tributary.common.checkpoint.SeenIds;
import io.tributary.common.event.Event;
import io.tributary.common.pace.Present;
import io.tributary.common.paging.ServerTraits;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.Pagination;
import io.tributary.common.vendor.SortOrder;
import io.tributary.common.window.WindowPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReaderStateTest {
  private static final Instant NOON = at("12:00:00");
  private static final Event A = event("a", "11:59:01");
  private static final Event B = event("b", "11:59:02");

  private final ReaderState start = state(SortOrder.UNKNOWN);
  private final ReaderState opened = start.opened(NOON, 0, Present.at(NOON)).next();

  @Test
  void theNextRequestIsTheWholeWindowAtFirst() {
    assertThat(start.nextRequest()).isEmpty();
    assertThat(opened.nextRequest())
        .hasValueSatisfying(
            request -> {
              assertThat(request.window().from()).isEqualTo(at("11:00:00"));
              assertThat(request.window().to()).isEqualTo(NOON);
              assertThat(request.position().cursor()).isEmpty();
            });
  }

  @Test
  void aPageLeavesTheStateBeforeItAsItWas() {
    var first = opened.with(page("2", A), Present.at(NOON)).next();

    var oneWay = first.with(page("", B), Present.at(NOON)).next();
    var otherWay = first.with(page(""), Present.at(NOON)).next();

    assertThat(ready(oneWay)).containsExactly("a", "b");
    assertThat(ready(otherWay)).containsExactly("a");
    assertThat(first.nextRequest().orElseThrow().position().cursor()).contains("2");
    assertThat(opened.nextRequest().orElseThrow().position().cursor()).isEmpty();
  }

  @Test
  void theCheckpointMovesWithTheEventsThatAreEmittedAndNotBefore() {
    var read = opened.with(page("", A, B), Present.at(NOON)).next();
    var batch = read.nextBatch(NOON);

    var unseen = Unseen.of(read.with(batch.left()), batch.events(), 0, Present.at(NOON));

    assertThat(read.checkpoint().time()).isEqualTo(at("11:00:00"));
    assertThat(unseen.next().checkpoint().time()).isEqualTo(B.time());
    assertThat(Unseen.of(unseen.next(), batch.events(), 0, Present.at(NOON)).events()).isEmpty();
  }

  @Test
  void aWindowThatIsReadLetsTheNextOneBegin() {
    var read = opened.with(page(""), Present.at(NOON)).next();

    var finished = read.finished(Duration.ofSeconds(60));

    assertThat(read.isPullComplete()).isTrue();
    assertThat(finished.next().hasOpenWindow()).isFalse();
    assertThat(finished.next().following()).isTrue();
    assertThat(finished.observations())
        .last()
        .isInstanceOfSatisfying(
            Observation.Finished.class, end -> assertThat(end.upToDate()).isTrue());
  }

  @Test
  void eachPullHasALaterIdThanTheOneBeforeWhateverTheClockSays() {
    var second = opened.with(page(""), Present.at(NOON)).next().finished(Duration.ZERO).next();

    assertThat(second.opened(NOON.minusSeconds(60), 0, Present.at(NOON)).next().lastPullId())
        .isGreaterThan(opened.lastPullId());
  }

  @Test
  void aCheckpointThatRemembersNothingUpToItsTimeIsRefused() {
    assertThatThrownBy(() -> new Checkpoint(at("11:00:00"), at("11:00:01"), SeenIds.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("since 2026-03-01T11:00:01Z is after time");
  }

  private static ReaderState state(SortOrder order) {
    var policy =
        new WindowPolicy(
            Duration.ZERO, LookBack.over(Duration.ZERO), Duration.ZERO, 100, 1_000_000);
    var server = new ServerTraits(order, Pagination.CURSOR, true, true, false);
    return ReaderState.of(policy, server, Checkpoint.startingAt(at("11:00:00")), NOON);
  }

  private static Page page(String next, Event... rows) {
    var token = next.isEmpty() ? Optional.<String>empty() : Optional.of(next);
    return Page.of(List.of(rows)).withCursor(token);
  }

  private static List<String> ready(ReaderState state) {
    return ids(state.nextBatch(NOON).events());
  }
}
