// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.http;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Which requests meet which {@link Fault}. Where several rules fit a request, {@link #at} goes
 * before {@link #next}, that before {@link #everyNth}, and {@link #always} comes last. A rule of
 * {@link #on} goes before those of the whole server. The same calls with the same seed give the
 * same faults. Thread-safe.
 */
public final class FaultScript {
  private final Map<String, FaultScript> paths = new LinkedHashMap<>();
  private final Map<Integer, Fault> numbered = new HashMap<>();
  private final Queue<Fault> queued = new ArrayDeque<>();
  private final List<Periodic> periodic = new ArrayList<>();
  private final List<Fault> played = new ArrayList<>();
  private @Nullable Fault standing;
  private int requests;

  private record Periodic(int n, Random random, List<Fault> faults) {}

  /** The script of the requests whose path starts so, which counts them by themselves. */
  public synchronized FaultScript on(String path) {
    return paths.computeIfAbsent(path, p -> new FaultScript());
  }

  /** The next requests meet these, one each. */
  public synchronized FaultScript next(Fault... faults) {
    queued.addAll(List.of(faults));
    return this;
  }

  /** The request of this number meets it, counted from 1 since the script began. */
  public synchronized FaultScript at(int number, Fault fault) {
    numbered.put(number, fault);
    return this;
  }

  /** Every n-th request meets one of these, drawn with the seed. */
  public synchronized FaultScript everyNth(int n, long seed, Fault... faults) {
    periodic.add(new Periodic(n, new Random(seed), List.of(faults)));
    return this;
  }

  /** All requests without another fault meet this one. */
  public synchronized FaultScript always(Fault fault) {
    standing = fault;
    return this;
  }

  /** Forgets all rules, those of {@link #on} too; what was played stays counted. */
  public synchronized FaultScript clear() {
    paths.values().forEach(FaultScript::clear);
    numbered.clear();
    queued.clear();
    periodic.clear();
    standing = null;
    return this;
  }

  /** All faults played so far, in order; those of {@link #on} are asked there. */
  public synchronized List<Fault> played() {
    return List.copyOf(played);
  }

  /** How many faults of a kind were played here and in the scripts of {@link #on}. */
  public synchronized int count(Class<? extends Fault> kind) {
    return (int) played.stream().filter(kind::isInstance).count()
        + paths.values().stream().mapToInt(script -> script.count(kind)).sum();
  }

  /** How many faults were played here and in the scripts of {@link #on}. */
  public int count() {
    return count(Fault.class);
  }

  /** Counts one request and says what it meets. */
  public synchronized Optional<Fault> take(String path) {
    Fault fault = null;
    for (var entry : paths.entrySet()) {
      if (path.startsWith(entry.getKey())) {
        Fault own = entry.getValue().draw();
        fault = fault == null ? own : fault;
      }
    }
    if (fault == null) {
      fault = draw();
    } else {
      requests++;
    }
    return Optional.ofNullable(fault);
  }

  private synchronized @Nullable Fault draw() {
    requests++;
    Fault fault = numbered.remove(requests);
    if (fault == null) {
      fault = queued.poll();
    }
    if (fault == null) {
      fault = drawPeriodic();
    }
    if (fault == null) {
      fault = standing;
    }
    if (fault != null) {
      played.add(fault);
    }
    return fault;
  }

  private @Nullable Fault drawPeriodic() {
    for (Periodic rule : periodic) {
      if (requests % rule.n() == 0) {
        return rule.faults().get(rule.random().nextInt(rule.faults().size()));
      }
    }
    return null;
  }
}
