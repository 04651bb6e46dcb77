// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import io.tributary.devo.config.Endpoint;
import io.tributary.devo.delivery.Outcome;
import io.tributary.devo.message.Batch;
import io.tributary.devo.message.RecordPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Outcomes that wait for the caller, in their order. Answers in a row make one outcome. */
final class Results {
  private final List<Outcome> all = new ArrayList<>();
  private final List<RecordPosition> taken = new ArrayList<>();
  private int takenBy;

  /** The receiver has taken a message, or refused it. */
  void answered(Batch.Item message, Optional<String> refusal, Endpoint endpoint, int connection) {
    if (refusal.isPresent()) {
      add(Outcome.Refused.of(message, endpoint, refusal.get(), connection));
      return;
    }
    if (connection != takenBy) {
      addTaken();
    }
    takenBy = connection;
    taken.add(message.position());
  }

  void add(Outcome outcome) {
    addTaken();
    all.add(outcome);
  }

  /** Whether the caller is going to hear of a lost connection. */
  boolean tellsOfALoss() {
    return all.stream().anyMatch(Outcome.Lost.class::isInstance);
  }

  boolean isEmpty() {
    return all.isEmpty() && taken.isEmpty();
  }

  List<Outcome> drain() {
    addTaken();
    var drained = List.copyOf(all);
    all.clear();
    return drained;
  }

  private void addTaken() {
    if (!taken.isEmpty()) {
      all.add(new Outcome.Taken(taken, Optional.empty(), taken.size(), takenBy));
      taken.clear();
    }
  }
}
