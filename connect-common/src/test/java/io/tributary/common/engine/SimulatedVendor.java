// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.event.Event;
import io.tributary.common.json.ByteSlice;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.Pagination;
import io.tributary.common.vendor.Position;
import io.tributary.common.vendor.SortOrder;
import io.tributary.common.vendor.VendorApi;
import io.tributary.common.vendor.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** A vendor whose log changes while it is read, in virtual time. */
final class SimulatedVendor implements VendorApi {
  /** Failures of a network and of a gateway, which may also mean a request that is too large. */
  private static final List<ApiError> CUT =
      List.of(ApiError.CONNECTION, ApiError.SERVER_ERROR, ApiError.TIMEOUT);

  private int requests;
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
  private final Map<Event, Integer> numbers = new HashMap<>();
  private final Map<Event, Instant> listedAt = new HashMap<>();
  private final Duration[] back = {Duration.ZERO, Duration.ZERO};

  SimulatedVendor(Scenario scenario, long seed, VirtualClock clock) {
    this.scenario = scenario;
    this.random = new Random(seed);
    this.clock = clock;
    fill();
    rows.sort(Comparator.comparing(Row::listedAt));
    shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, random);
    var inOrder = new ArrayList<>(scenario.listed() == SortOrder.UNKNOWN ? shuffled : rows);
    if (scenario.listed() == SortOrder.NEWEST_FIRST) {
      Collections.reverse(inOrder);
    }
    rows.forEach(row -> listedAt.put(row.event(), row.listedAt()));
    inOrder.forEach(row -> numbers.putIfAbsent(row.event(), numbers.size()));
  }

  List<Row> rows() {
    return rows;
  }

  /** The rows that are not taken off after paging. */
  List<Row> listedRows() {
    return rows.stream().filter(row -> !isHidden(row.event())).toList();
  }

  /** Returns another reader of the same lists, with its own place in them. */
  VendorApi another() {
    return new VendorApi() {
      @Override
      public Page fetch(Window window, Position position) {
        return page(window, position, 1);
      }

      @Override
      public Pagination pagination() {
        return scenario.pagination;
      }

      @Override
      public SortOrder order() {
        return scenario.order;
      }

      @Override
      public boolean boundsEnd() {
        return scenario.boundsEnd;
      }
    };
  }

  /** How many requests there were so far. */
  int requests() {
    return requests;
  }

  @Override
  public Page fetch(Window window, Position position) {
    return page(window, position, 0);
  }

  private Page page(Window window, Position position, int reader) {
    clock.advance(Duration.ofMillis(20 + random.nextInt(1500)));
    var serverError =
        random.nextDouble() < scenario.wrongClock ? scenario.serverError : Duration.ZERO;
    requests++;
    if (scenario.cutRequests > 0 && random.nextDouble() < scenario.cutRequests) {
      throw failure(CUT.get(random.nextInt(CUT.size())));
    }
    if (random.nextDouble() < scenario.faults) {
      throw failure(random.nextBoolean() ? ApiError.TOO_MANY_REQUESTS : ApiError.TIMEOUT);
    }
    clock.answered(serverError);
    if (position.isFirst()) {
      // Whole units of five minutes, one more than needed.
      var needed = Duration.between(window.from(), clock.truth()).toMinutes() / 5;
      back[reader] = Duration.ofMinutes(5 * (needed + 2));
    }
    var listed = list(window, back[reader]);
    if (listed.size() > scenario.rowsBeforeTimeout) {
      throw failure(ApiError.TIMEOUT);
    }
    var page =
        scenario.pagination == Pagination.CURSOR
            ? byCursor(window, position, listed)
            : byNumber(window, position, listed);
    var bytes = page.events().stream().mapToLong(event -> event.json().length()).sum();
    if (bytes > scenario.mostBytes && page.events().size() > 1) {
      throw failure(ApiError.EVENT_TOO_LARGE);
    }
    return page;
  }

  @Override
  public SortOrder order() {
    return scenario.order;
  }

  @Override
  public Pagination pagination() {
    return scenario.pagination;
  }

  @Override
  public boolean boundsEnd() {
    return scenario.boundsEnd;
  }

  private Page byNumber(Window window, Position position, List<Event> listed) {
    var limit = Math.min(window.limit(), scenario.serverPageCap);
    var offset =
        (int) (scenario.pagination == Pagination.TIME ? position.row() : position.page() * limit);
    if (offset + window.limit() > scenario.cap) {
      throw failure(ApiError.REFUSED);
    }
    if (offset > 0 && offset >= listed.size() && scenario.errorBehindEnd != null) {
      throw failure(scenario.errorBehindEnd);
    }
    if (offset > 0 && random.nextDouble() < scenario.errorsOnLaterPages) {
      throw failure(ApiError.SERVER_ERROR);
    }
    var from = Math.min(offset, listed.size());
    var rows = listed.subList(from, Math.min(from + limit, listed.size()));
    var page = Page.of(rows.stream().filter(row -> !isHidden(row)).toList());
    var off = random.nextDouble() < scenario.totalsLie ? random.nextInt(3) - 1 : 0;
    return scenario.totals
        ? page.withTotal(OptionalLong.of(Math.max(0, listed.size() + off)))
            .withPages(OptionalLong.of((listed.size() + limit - 1) / limit))
        : page;
  }

  /** Rows that are taken off after paging, so that pages are short. */
  private boolean isHidden(Event row) {
    return Math.floorMod(row.digest(), 1000) < scenario.hidden * 1000;
  }

  /** A cursor names the last row, behind which the next page begins. */
  private Page byCursor(Window window, Position position, List<Event> listed) {
    var after = position.cursor().map(Integer::parseInt).orElse(-1);
    var rows = new ArrayList<Event>();
    var last = after;
    for (var event : listed) {
      var number = numbers.get(event);
      if (number > after && rows.size() < window.limit()) {
        rows.add(event);
        last = number;
      }
    }
    return Page.of(rows).withCursor(Optional.of(Integer.toString(last)));
  }

  private static ApiException failure(ApiError error) {
    return new ApiException(error, "the simulation", "a fault");
  }

  private List<Event> list(Window window, Duration reach) {
    var source = scenario.listed() == SortOrder.UNKNOWN ? shuffled : rows;
    var listed = new ArrayList<Event>();
    for (var row : source) {
      if (isListed(row, window, reach) && row.isVisible(clock.truth())) {
        listed.add(row.event());
      }
    }
    if (scenario.listed() == SortOrder.NEWEST_FIRST) {
      Collections.reverse(listed);
    }
    if (scenario.reordersTies) {
      var anew = new HashMap<Event, Integer>();
      listed.forEach(event -> anew.put(event, random.nextInt()));
      var byTime = Comparator.comparing((Event event) -> listedAt.get(event));
      listed.sort(
          (scenario.listed() == SortOrder.NEWEST_FIRST ? byTime.reversed() : byTime)
              .thenComparing(anew::get));
    }
    return listed;
  }

  private boolean isListed(Row row, Window window, Duration reach) {
    if (scenario.listsTimelessAlways && row.event().time() == null) {
      return true;
    }
    var asked = scenario.rolls ? clock.truth().minus(reach) : window.from();
    var from = scenario.coarseStart ? asked.truncatedTo(ChronoUnit.HOURS) : asked;
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

  /** How long after its time a row becomes visible, for a sweep to find it. */
  private Duration veryLate() {
    if (scenario.veryLate == 0 || random.nextDouble() >= scenario.veryLate) {
      return Duration.ZERO;
    }
    // The pages of a list may skip a row, which the next sweeps find.
    return Duration.ofMillis(random.nextInt((int) scenario.horizon.dividedBy(2).toMillis()));
  }

  private Row row(int number, Instant time) {
    var hasTime = random.nextDouble() >= scenario.withoutTime;
    var dated = random.nextDouble() < scenario.ahead ? time.plus(scenario.aheadBy) : time;
    var late =
        random.nextDouble() < scenario.late
            ? Duration.ofMillis(random.nextInt((int) OVERLAP.toMillis()))
            : veryLate();
    var visible = time.isBefore(START) ? time : time.plus(late);
    // In a backfill rows vanish while it is under way; otherwise soon after they have appeared.
    var vanishing = scenario.backfill ? clock.truth() : visible;
    var gone =
        random.nextDouble() < scenario.deleted
            ? vanishing.plusSeconds(random.nextInt(240))
            : scenario.purged && (scenario.covered ? time : visible).isBefore(PURGE)
                ? PURGE
                : Instant.MAX;
    var id = random.nextDouble() < scenario.withoutId ? "" : "e" + number;
    var padding = scenario.unevenSizes ? " ".repeat(random.nextInt(100)) : "";
    var json = ByteSlice.of(("{\"n\":" + number + padding + "}").getBytes(UTF_8));
    var listedAt = scenario.boundsEnd ? time : dated;
    return new Row(Event.of(id, hasTime ? dated : null, json), listedAt, visible, gone);
  }
}
