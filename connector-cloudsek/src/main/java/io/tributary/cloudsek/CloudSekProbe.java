// SPDX-License-Identifier: Apache-2.0
package io.tributary.cloudsek;

import static io.tributary.common.ProbeReport.Verdict.CONFIRMED;
import static io.tributary.common.ProbeReport.Verdict.REFUTED;
import static io.tributary.common.ProbeReport.Verdict.UNDECIDED;

import io.tributary.common.ProbeReport.Verdict;
import io.tributary.common.event.Event;
import io.tributary.common.vendor.Position;
import io.tributary.common.vendor.Probe;
import io.tributary.common.vendor.Probe.Answer;
import io.tributary.common.vendor.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Asks for what is not public about the alert lists: which one answers, from where its pages count
 * and how long they are, in which order they come, and whether a time range narrows them.
 */
final class CloudSekProbe {
  private static final int FEW = 10;

  /** Rows in the wrong order look like the right one for so many steps once in 360,000 times. */
  private static final int PROOF = 8;

  private static final Duration RECENT = Duration.ofDays(1);

  private static final Position NEXT = new Position(1, 1, Optional.empty());

  private static final Map<String, String> ANY_TIME = time(CloudSekConfig.NO_TIME);

  private final Probe probe;
  private final Window window;

  /** The first page of the list whatever the time, and the next. */
  private Answer first = new Answer(null, null);

  private Answer second = new Answer(null, null);

  /** What the list of a profile has answered. */
  private record AlertList(String profile, Answer page) {}

  CloudSekProbe(Probe probe, int pageSize) {
    this.probe = probe;
    this.window = new Window(probe.now().minus(RECENT), probe.now(), pageSize);
  }

  void ask() {
    if (!findsList()) {
      return;
    }
    pages();
    order();
    time();
  }

  /** Asks the list of each profile, the configured one first. */
  private boolean findsList() {
    var given = probe.setting(CloudSekConfig.API_PROFILE.name());
    var profiles =
        probe.setting(CloudSekConfig.ALERTS_PATH.name()).isEmpty()
            ? Stream.concat(Stream.of(given), CloudSekConfig.PATHS.keySet().stream().sorted())
                .distinct()
                .toList()
            : List.of(given);
    var answering = profiles.stream().map(this::list).filter(list -> list.page().isPage()).toList();
    var chosen =
        answering.stream()
            .filter(list -> !list.page().rows().isEmpty())
            .findFirst()
            // The only page of a short list may be page 0.
            .or(() -> answering.stream().filter(list -> hasPageZero(list.profile())).findFirst())
            .or(() -> answering.stream().findFirst());
    if (chosen.isPresent()) {
      probe.set(CloudSekConfig.API_PROFILE.name(), chosen.get().profile());
      first = chosen.get().page();
    }
    return chosen.isPresent();
  }

  private AlertList list(String profile) {
    var answer = page(profile, 1);
    probe.found(
        "api.profile=" + profile + " answers",
        answer.isPage() ? CONFIRMED : REFUTED,
        answer.inWords());
    return new AlertList(profile, answer);
  }

  private boolean hasPageZero(String profile) {
    return !page(profile, 0).rows().isEmpty();
  }

  private Answer page(String profile, int number) {
    var changes =
        Map.of(
            CloudSekConfig.API_PROFILE.name(),
            profile,
            CloudSekConfig.TIME_MODE.name(),
            CloudSekConfig.NO_TIME,
            CloudSekConfig.PAGE_FIRST.name(),
            String.valueOf(number));
    return probe.ask(changes, window, Position.FIRST);
  }

  private void pages() {
    var profile = probe.setting(CloudSekConfig.API_PROFILE.name());
    var zero = page(profile, 0);
    var countsFromZero = !zero.rows().isEmpty() && !zero.isLike(first);
    probe.found(
        "pages count from 1 (page.first)",
        countsFromZero ? REFUTED : first.rows().isEmpty() ? UNDECIDED : CONFIRMED,
        "page 0: " + zero.inWords() + ", page 1: " + first.inWords());
    probe.set(CloudSekConfig.PAGE_FIRST.name(), countsFromZero ? "0" : "1");
    first = countsFromZero ? zero : first;
    second = probe.ask(ANY_TIME, window, NEXT);
    var repeats = !second.rows().isEmpty() && second.isLike(first);
    var few = probe.ask(ANY_TIME, window.withLimit(FEW), Position.FIRST).rows().size();
    probe.found(
        "page.param is heeded",
        repeats ? REFUTED : second.rows().isEmpty() ? UNDECIDED : CONFIRMED,
        "the second page has " + second.inWords() + (repeats ? ", those of the first" : ""));
    probe.found(
        "limit.param is heeded",
        few > FEW ? REFUTED : first.rows().size() <= FEW ? UNDECIDED : CONFIRMED,
        "with %d: %d rows, with %d: %d rows"
            .formatted(FEW, few, window.limit(), first.rows().size()));
    longestPage(!repeats && !second.rows().isEmpty());
  }

  private void longestPage(boolean isFollowed) {
    var longest = first.rows().size();
    var isCapped = isFollowed && longest < window.limit();
    if (isCapped) {
      probe.set("page.size", String.valueOf(longest));
    }
    probe.found(
        "a page has up to %d rows (page.size)".formatted(window.limit()),
        isCapped ? REFUTED : longest >= window.limit() ? CONFIRMED : UNDECIDED,
        "the first page has " + longest + (isFollowed ? ", and another follows" : ""));
  }

  private void order() {
    var times =
        Stream.of(first, second)
            .flatMap(answer -> answer.rows().stream())
            .map(Event::time)
            .filter(Objects::nonNull)
            .toList();
    var forward = steps(times, 1);
    var back = steps(times, -1);
    // Within one page the order makes no difference.
    var isProven = !second.rows().isEmpty() && forward + back >= PROOF;
    var found = forward > 0 && back > 0 ? "unknown" : back > 0 ? "desc" : "asc";
    probe.found(
        "the order of the list (sort.order)",
        isProven ? CONFIRMED : UNDECIDED,
        isProven
            ? "%s: %d steps forward in time, %d back".formatted(found, forward, back)
            : "two pages of alerts with different times are needed");
    probe.set(CloudSekConfig.SORT_ORDER.name(), isProven ? found : "unknown");
  }

  private static long steps(List<Instant> times, int direction) {
    return IntStream.range(1, times.size())
        .map(i -> times.get(i).compareTo(times.get(i - 1)))
        .filter(step -> Integer.signum(step) == direction)
        .count();
  }

  private void time() {
    var days = narrows(CloudSekConfig.RELATIVE_DAYS);
    if (days != CONFIRMED && narrows(CloudSekConfig.RANGE) == CONFIRMED) {
      probe.set(CloudSekConfig.TIME_MODE.name(), CloudSekConfig.RANGE);
    } else if (days == REFUTED) {
      probe.set(CloudSekConfig.TIME_MODE.name(), CloudSekConfig.NO_TIME);
    } else {
      probe.set(CloudSekConfig.TIME_MODE.name(), CloudSekConfig.RELATIVE_DAYS);
    }
  }

  /** Whether a request for the last day leaves out older alerts, and none of that day. */
  private Verdict narrows(String mode) {
    var answer = probe.ask(time(mode), window, Position.FIRST);
    var verdict = answer.isPage() ? narrows(answer) : REFUTED;
    probe.found(
        "time.mode=" + mode + " narrows the list",
        verdict,
        "the last day: %s of %s; any time: %s of %s"
            .formatted(answer.inWords(), total(answer), first.inWords(), total(first)));
    return verdict;
  }

  private Verdict narrows(Answer narrowed) {
    var isWhole = narrowed.rows().size() < first.rows().size() && !narrowed.rows().isEmpty();
    var listed = new HashSet<>(narrowed.rows().stream().map(Event::digest).toList());
    var lacksRecent =
        (isWhole || narrowed.rows().isEmpty())
            && first.rows().stream()
                .filter(row -> row.timeOr(Instant.MIN).isAfter(window.from()))
                .filter(row -> row.timeOr(Instant.MAX).isBefore(window.to()))
                .anyMatch(row -> !listed.contains(row.digest()));
    if (lacksRecent) {
      return REFUTED;
    }
    var all = first.total();
    var some = narrowed.total();
    if (all.isPresent() && some.isPresent()) {
      var isOlderThere = hasOlder(first) || hasOlder(second);
      return some.get() < all.get() ? CONFIRMED : isOlderThere ? REFUTED : UNDECIDED;
    }
    if (!hasOlder(first)) {
      return UNDECIDED;
    }
    return hasOlder(narrowed) ? REFUTED : CONFIRMED;
  }

  /** Whether there are alerts that are older than the server may count to the last day. */
  private boolean hasOlder(Answer answer) {
    var oldest = window.from().minus(RECENT.multipliedBy(2));
    return answer.rows().stream().anyMatch(row -> row.timeOr(Instant.MAX).isBefore(oldest));
  }

  private static String total(Answer answer) {
    return answer.total().map(String::valueOf).orElse("an unknown number");
  }

  private static Map<String, String> time(String mode) {
    return Map.of(CloudSekConfig.TIME_MODE.name(), mode);
  }
}
