// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import static io.tributary.common.event.Events.event;
import static io.tributary.common.event.Events.ids;
import static io.tributary.common.paging.ListServer.HOUR;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.event.Event;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.Position;
import io.tributary.common.vendor.Window;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists whose rows of equal time change places with each request while others are deleted. */
class MovingRowsTest {
  private static final int RUNS = 200;

  /** Chance alone hides a row from every pass now and then. */
  private static final int MOST_UNLUCKY = 2;

  @ParameterizedTest(name = "with totals: {0}")
  @ValueSource(booleans = {true, false})
  void numberedPagesSkipNoRow(boolean totals) {
    var unlucky = 0;
    for (var seed = 0; seed < RUNS; seed++) {
      var server = moving(rows("08:%02d:00", 6), seed);
      server.totals = totals;
      unlucky += skips(server, PagerRun.byNumber(HOUR.withLimit(7)), server::byNumber, seed);
    }
    assertThat(unlucky).isLessThanOrEqualTo(MOST_UNLUCKY);
  }

  @Test
  void pagesByTimeSkipNoRow() {
    var unlucky = 0;
    for (var seed = 0; seed < RUNS; seed++) {
      var server = moving(rows("08:00:%02d", 12), seed);
      unlucky += skips(server, PagerRun.byTime(HOUR.withLimit(7)), server::byRow, seed);
    }
    assertThat(unlucky).isLessThanOrEqualTo(MOST_UNLUCKY);
  }

  /** Returns 1 if a row was skipped that was listed until the end, otherwise 0. */
  private static int skips(
      ListServer server, PagerRun run, BiFunction<Window, Position, Page> pages, int seed) {
    var random = new Random(seed);
    while (!run.isOver()) {
      run.step(pages);
      if (run.asked.size() < 60 && random.nextInt(4) == 0 && server.rows.size() > 10) {
        server.rows.remove(random.nextInt(server.rows.size()));
      }
      assertThat(run.asked).hasSizeLessThan(1000);
    }
    var left = new HashSet<>(ids(server.rows));
    run.read().forEach(left::remove);
    return left.isEmpty() ? 0 : 1;
  }

  private static ListServer moving(List<Event> rows, int seed) {
    var server = new ListServer(rows);
    server.ties.setSeed(seed);
    server.reordersTies = true;
    return server;
  }

  private static List<Event> rows(String clock, int ties) {
    return IntStream.range(0, 40).mapToObj(i -> event("t" + i, clock.formatted(i / ties))).toList();
  }
}
