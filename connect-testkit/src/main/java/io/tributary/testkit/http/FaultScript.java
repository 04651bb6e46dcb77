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
 * Which requests meet which {@link Fault}. If several rules match a request, the order is {@link
 * #at}, {@link #next}, {@link #everyNth}, {@link #always}. A rule of {@link #on} precedes those of
 * the whole server. The same calls with the same seed give the same faults. Thread-safe.
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

  /** The script of the requests whose path starts with this prefix, with its own count. */
  public synchronized FaultScript on(String path) {
    return paths.computeIfAbsent(path, p -> new FaultScript());
  }

  /** The next requests meet these faults, one each. */
  public synchronized FaultScript next(Fault... faults) {
    queued.addAll(List.of(faults));
    return this;
  }

  /** The request with this number meets the fault, counted from 1 since the script began. */
  public synchronized FaultScript at(int number, Fault fault) {
    numbered.put(number, fault);
    return this;
  }

  /** Every n-th request meets one of these faults, drawn with the seed. */
  public synchronized FaultScript everyNth(int n, long seed, Fault... faults) {
    periodic.add(new Periodic(n, new Random(seed), List.of(faults)));
    return this;
  }

  /** All requests without another fault meet this one. */
  public synchronized FaultScript always(Fault fault) {
    standing = fault;
    return this;
  }

  /** Removes all rules, including those of {@link #on}. Counts of played faults remain. */
  public synchronized FaultScript clear() {
    paths.values().forEach(FaultScript::clear);
    numbered.clear();
    queued.clear();
    periodic.clear();
    standing = null;
    return this;
  }

  /** All faults played so far, in order, without those of {@link #on}. */
  public synchronized List<Fault> played() {
    return List.copyOf(played);
  }

  /** The number of faults of a kind that were played here and in the scripts of {@link #on}. */
  public synchronized int count(Class<? extends Fault> kind) {
    return (int) played.stream().filter(kind::isInstance).count()
        + paths.values().stream().mapToInt(script -> script.count(kind)).sum();
  }

  /** The number of faults that were played here and in the scripts of {@link #on}. */
  public int count() {
    return count(Fault.class);
  }

  /** Counts one request and returns its fault. */
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
