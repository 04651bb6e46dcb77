// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.metrics;

import io.tributary.common.error.ConnectorLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What an operator should know about a task, until it is sent. Of the entries of one kind and level
 * there is one at once, and then at most one every five minutes, which also counts those left out.
 * It keeps nothing until it is opened. Thread-safe.
 */
public final class Journal {
  private static final long QUIET_NANOS = Duration.ofMinutes(5).toNanos();

  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Map<String, Repeats> repeats = new LinkedHashMap<>();
  private final List<Entry> entries = new ArrayList<>();
  private boolean open;

  /** The levels, in the words of Devo's collectors. */
  public enum Level {
    INFO,
    WARNING,
    ERROR
  }

  /**
   * One entry.
   *
   * @param time when it happened last, UTC
   * @param kind what it is about: a word, or the label of an error
   * @param text what happened, without control characters
   * @param count how often it has happened since the last entry of this kind and level, from 1
   */
  public record Entry(Instant time, Level level, String kind, String text, long count) {}

  /** The entries of one kind and level since the last one that was kept. */
  private static final class Repeats {
    private long quietUntil;
    private @Nullable Entry latest;
  }

  /** A journal whose entries have the time of {@code clock}. The other clock is monotonic. */
  public Journal(InstantSource clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /** Keeps entries from now on: somebody takes them. */
  public synchronized void open() {
    open = true;
  }

  /**
   * Notes what has happened.
   *
   * @param kind one of few, because the latest entry of each stays in memory
   * @param line the text, in which each {@code {}} takes one argument, which may be foreign text
   */
  public synchronized void note(
      Level level, String kind, String line, @Nullable Object... arguments) {
    if (!open) {
      return;
    }
    var of = repeats.computeIfAbsent(level + kind, unused -> quietFromNow());
    var count = of.latest == null ? 1 : of.latest.count() + 1;
    of.latest = new Entry(clock.instant(), level, kind, ConnectorLog.line(line, arguments), count);
    keepIfDue(of, nanoTime.getAsLong());
  }

  /** Returns the entries that are due, the oldest first, and forgets them. */
  public synchronized List<Entry> take() {
    var now = nanoTime.getAsLong();
    repeats.values().forEach(each -> keepIfDue(each, now));
    var taken = List.copyOf(entries);
    entries.clear();
    return taken;
  }

  /** Returns all entries, the oldest first, and keeps none from now on. */
  public synchronized List<Entry> close() {
    repeats.values().stream()
        .map(each -> each.latest)
        .filter(Objects::nonNull)
        .forEach(entries::add);
    open = false;
    return List.copyOf(entries);
  }

  private Repeats quietFromNow() {
    var none = new Repeats();
    none.quietUntil = nanoTime.getAsLong();
    return none;
  }

  private void keepIfDue(Repeats of, long now) {
    if (of.latest != null && now - of.quietUntil >= 0) {
      entries.add(of.latest);
      of.latest = null;
      of.quietUntil = now + QUIET_NANOS;
    }
  }
}
