// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import static io.tributary.common.event.Events.at;
import static io.tributary.common.event.Events.event;
import static io.tributary.common.event.Events.ids;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.LookBack;
import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.event.Event;
import io.tributary.common.pace.Present;
import io.tributary.common.paging.ServerTraits;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.Pagination;
import io.tributary.common.vendor.SortOrder;
import io.tributary.common.window.WindowPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of which a later page keeps failing. */
class PartialPullTest {
  private static final Instant NOON = at("12:00:00");
  private static final Present PRESENT = Present.at(NOON);
  private static final Event A = event("a", "11:59:01");
  private static final Event B = event("b", "11:59:02");

  @Test
  void theEventsOfThePagesBeforeAreEmittedAndTheCheckpointStays() {
    var partial = failed(failed(failed(opened(false).with(page(B, A), PRESENT).next())));
    var batch = partial.nextBatch(NOON);

    assertThat(ids(batch.events())).containsExactly("a", "b");
    var emitted = Unseen.of(partial.with(batch.left()), batch.events(), 0, PRESENT).next();
    assertThat(emitted.requirePull().partial()).isTrue();
    assertThat(emitted.isPullComplete()).isTrue();
    assertThat(emitted.checkpoint().time()).isEqualTo(at("11:00:00"));
  }

  @Test
  void theNextWindowBeginsAtTheSameTimeAndRepeatsNoEvent() {
    var partial = failed(failed(failed(opened(false).with(page(B, A), PRESENT).next())));
    var batch = partial.nextBatch(NOON);
    var emitted = Unseen.of(partial.with(batch.left()), batch.events(), 0, PRESENT).next();

    var next = emitted.finished(Duration.ZERO).next().opened(NOON, 0, PRESENT).next();

    assertThat(next.nextRequest().orElseThrow().window().from()).isEqualTo(at("11:00:00"));
    var c = event("c", "11:59:00");
    var again = next.with(page(B, A, c).withTotal(OptionalLong.of(3)), PRESENT).next();
    assertThat(ids(again.nextBatch(NOON).events())).containsExactly("c");
  }

  @Test
  void aPageThatSucceedsInTimeIsNoReasonToEmitAPart() {
    var late = failed(failed(opened(false).with(page(B, A), PRESENT).next()));

    assertThat(late.requirePull().partial()).isFalse();
    var read = late.with(page(), PRESENT).next();
    assertThat(ids(read.nextBatch(NOON).events())).containsExactly("a", "b");
    assertThat(read.requirePull().partial()).isFalse();
  }

  @ParameterizedTest(name = "a range that can be shortened: {0}")
  @ValueSource(booleans = {false, true})
  void aPageThatAlwaysFailsDoesNotHoldTheEventsOfTheFirstPageForEver(boolean boundsEnd) {
    var state = opened(boundsEnd);
    var emitted = new ArrayList<String>();
    for (var requests = 0; requests < 500 && emitted.isEmpty(); requests++) {
      var position = state.nextRequest().orElseThrow().position();
      state = position.isFirst() ? state.with(page(B, A), PRESENT).next() : failed(state);
      emitted.addAll(ids(state.nextBatch(NOON).events()));
    }

    assertThat(emitted).containsExactly("a", "b");
  }

  private static ReaderState failed(ReaderState state) {
    var failure = new ApiException(ApiError.SERVER_ERROR, "GET https://example.com", "503");
    return state.after(failure, PRESENT).step().next();
  }

  private static ReaderState opened(boolean boundsEnd) {
    var policy =
        new WindowPolicy(
            Duration.ZERO, LookBack.over(Duration.ZERO), Duration.ZERO, 100, 1_000_000);
    var server = new ServerTraits(SortOrder.UNKNOWN, Pagination.NUMBER, true, boundsEnd, false);
    return ReaderState.of(policy, server, Checkpoint.startingAt(at("11:00:00")), NOON)
        .opened(NOON, 0, PRESENT)
        .next();
  }

  private static Page page(Event... rows) {
    return Page.of(List.of(rows));
  }
}
