// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.event.Event;
import io.tributary.common.json.ByteSlice;
import io.tributary.common.paging.OffsetPaging;
import io.tributary.common.paging.PageNumberPaging;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.SortOrder;
import io.tributary.common.vendor.VendorApi;
import io.tributary.common.vendor.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** A vendor whose log changes while it is read, in virtual time. */
final class SimulatedVendor implements VendorApi {
  static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  static final Duration SPAN = Duration.ofHours(3);
  static final Duration OVERLAP = Duration.ofSeconds(60);

  /** When a vendor that purges its log does so. */
  private static final Instant PURGE = START.plus(SPAN.dividedBy(2));

  /** A row of the log: listed at {@code listedAt}, visible from one time until another. */
  record Row(Event event, Instant listedAt, Instant visible, Instant gone) {
    boolean isVisible(Instant now) {
      return !now.isBefore(visible) && now.isBefore(gone);
    }
  }

  private final Scenario scenario;
  private final Random random;
  private final VirtualClock clock;
  private final List<Row> rows = new ArrayList<>();
  private final List<Row> shuffled;
  private OffsetPaging offsets = new OffsetPaging();
  private PageNumberPaging numbers = new PageNumberPaging(1);

  SimulatedVendor(Scenario scenario, long seed, VirtualClock clock) {
    this.scenario = scenario;
    this.random = new Random(seed);
    this.clock = clock;
    fill();
    rows.sort(Comparator.comparing(Row::listedAt));
    shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, random);
  }

  List<Row> rows() {
    return rows;
  }

  /** A restarted task has a new client. */
  void restarted() {
    offsets = new OffsetPaging();
    numbers = new PageNumberPaging(1);
  }

  @Override
  public Page fetch(Window window, Optional<String> pageToken) {
    clock.advance(Duration.ofMillis(20 + random.nextInt(1500)));
    var serverError =
        random.nextDouble() < scenario.wrongClock ? scenario.serverError : Duration.ZERO;
    if (random.nextDouble() < scenario.faults) {
      throw new ApiException(
          random.nextBoolean() ? ApiError.TOO_MANY_REQUESTS : ApiError.TIMEOUT,
          "the simulation",
          "a fault");
    }
    clock.answered(serverError);
    var listed = list(window);
    if (listed.size() > scenario.rowsBeforeTimeout) {
      throw new ApiException(ApiError.TIMEOUT, "the simulation", "1 s");
    }
    var page =
        scenario.numberedPages
            ? numbered(window, pageToken, listed)
            : byOffset(window, pageToken, listed);
    var bytes = page.events().stream().mapToLong(event -> event.json().length()).sum();
    if (bytes > scenario.mostBytes && page.events().size() > 1) {
      throw new ApiException(ApiError.EVENT_TOO_LARGE, "the simulation", "too many bytes");
    }
    return page;
  }

  @Override
  public SortOrder order() {
    return scenario.order;
  }

  @Override
  public int resultWindow() {
    return scenario.capSecret ? Integer.MAX_VALUE : scenario.resultWindow;
  }

  @Override
  public boolean boundsEnd() {
    return scenario.boundsEnd;
  }

  private Page byOffset(Window window, Optional<String> token, List<Event> listed) {
    var offset = (int) OffsetPaging.offset(token);
    if (scenario.capEnforced && offset + window.limit() > scenario.resultWindow) {
      throw new ApiException(ApiError.REFUSED, "the simulation", "offset too high");
    }
    return offsets.page(cut(listed, offset, window.limit()), token, window.limit());
  }

  private Page numbered(Window window, Optional<String> token, List<Event> listed) {
    var number = (int) numbers.number(token, window.limit());
    var page = cut(listed, (number - 1) * window.limit(), window.limit());
    var pages = (listed.size() + window.limit() - 1) / window.limit();
    return numbers.page(
        page, token, window.limit(), OptionalLong.of(pages), OptionalLong.of(listed.size()));
  }

  private List<Event> cut(List<Event> listed, int offset, int limit) {
    var from = Math.min(offset, listed.size());
    return List.copyOf(
        listed.subList(
            from, Math.min(from + Math.min(limit, scenario.serverPageCap), listed.size())));
  }

  private List<Event> list(Window window) {
    var source = scenario.listed() == SortOrder.UNKNOWN ? shuffled : rows;
    var listed = new ArrayList<Event>();
    for (var row : source) {
      if (isListed(row, window) && row.isVisible(clock.truth())) {
        listed.add(row.event());
      }
    }
    if (scenario.listed() == SortOrder.NEWEST_FIRST) {
      Collections.reverse(listed);
    }
    return listed;
  }

  private boolean isListed(Row row, Window window) {
    if (scenario.listsTimelessAlways && row.event().time() == null) {
      return true;
    }
    var from = scenario.coarseStart ? window.from().truncatedTo(ChronoUnit.HOURS) : window.from();
    return !row.listedAt().isBefore(from)
        && (!scenario.boundsEnd || row.listedAt().isBefore(window.to()));
  }

  private void fill() {
    var number = 0;
    var time = START;
    while (number < scenario.events) {
      var again = number > 0 && random.nextDouble() < 0.8 && inBurst(number);
      time = again ? time : nextTime(number);
      var row = row(number++, time);
      rows.add(row);
      if (random.nextDouble() < scenario.rowsTwice) {
        rows.add(row);
      }
    }
    for (var i = 1; scenario.days && i <= 5; i++) {
      rows.add(row(number++, START.plus(SPAN).plus(Duration.ofHours(12L * i))));
    }
  }

  private boolean inBurst(int number) {
    return scenario.burst > 1 && number % scenario.burst != 0;
  }

  private Instant nextTime(int number) {
    if (random.nextDouble() < scenario.beforeStart) {
      return START.minusSeconds(1 + random.nextInt(3600));
    }
    var second = random.nextInt((int) SPAN.toSeconds());
    // With gaps everything happens in the first and the last tenth.
    var squeezed = number % 2 == 0 ? second / 10 : SPAN.toSeconds() - 1 - second / 10;
    return START.plusSeconds(scenario.idleGaps ? squeezed : second);
  }

  private Row row(int number, Instant time) {
    var hasTime = random.nextDouble() >= scenario.withoutTime;
    var dated = random.nextDouble() < scenario.ahead ? time.plus(scenario.aheadBy) : time;
    var late =
        random.nextDouble() < scenario.late
            ? Duration.ofMillis(random.nextInt((int) OVERLAP.toMillis()))
            : Duration.ZERO;
    var visible = time.isBefore(START) ? time : time.plus(late);
    // In a backfill rows vanish while it is under way; otherwise soon after they have appeared.
    var vanishing = scenario.backfill ? clock.truth() : visible;
    var gone =
        random.nextDouble() < scenario.deleted
            ? vanishing.plusSeconds(random.nextInt(240))
            : scenario.purged && visible.isBefore(PURGE) ? PURGE : Instant.MAX;
    var id = random.nextDouble() < scenario.withoutId ? "" : "e" + number;
    var padding = scenario.unevenSizes ? " ".repeat(random.nextInt(100)) : "";
    var json = ByteSlice.of(("{\"n\":" + number + padding + "}").getBytes(UTF_8));
    var listedAt = scenario.boundsEnd ? time : dated;
    return new Row(Event.of(id, hasTime ? dated : null, json), listedAt, visible, gone);
  }
}
