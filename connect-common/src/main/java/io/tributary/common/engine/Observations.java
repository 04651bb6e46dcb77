// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.vendor.ProtocolViolation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Collects the observations of one step. A violation is noted the first time only. */
final class Observations {
  private final List<Observation> noted = new ArrayList<>();
  private final Set<ProtocolViolation> violations;

  /** Begins a step with the violations that are known already. */
  Observations(Set<ProtocolViolation> known) {
    violations = EnumSet.noneOf(ProtocolViolation.class);
    violations.addAll(known);
  }

  void note(Observation observation) {
    noted.add(observation);
  }

  void violated(ProtocolViolation violation) {
    if (violations.add(violation)) {
      note(new Observation.Violated(violation));
    }
  }

  boolean knows(ProtocolViolation violation) {
    return violations.contains(violation);
  }

  Set<ProtocolViolation> violations() {
    return violations;
  }

  List<Observation> all() {
    return List.copyOf(noted);
  }
}
