// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaultScriptTest {
  private static final Fault BUSY = Fault.status(503);
  private static final Fault GONE = Fault.resetBefore();

  private final FaultScript script = new FaultScript();

  @Test
  void playsQueuedFaultsOnceAndInOrder() {
    script.next(BUSY, GONE);

    assertThat(take(3, "/")).containsExactly(BUSY, GONE, null);
    assertThat(script.count()).isEqualTo(2);
    assertThat(script.count(Fault.ResetBefore.class)).isEqualTo(1);
  }

  @Test
  void playsTheNumberedFaultBeforeAllOthers() {
    script.always(BUSY).at(2, GONE);

    assertThat(take(3, "/")).containsExactly(BUSY, GONE, BUSY);
  }

  @Test
  void drawsTheSamePeriodicFaultsFromTheSameSeed() {
    script.everyNth(3, 7, BUSY, GONE);
    var same = new FaultScript().everyNth(3, 7, BUSY, GONE);

    var drawn = take(60, "/");

    assertThat(drawn.stream().filter(f -> f != null).toList())
        .hasSize(20)
        .contains(BUSY, GONE)
        .isEqualTo(played(same, 60));
    assertThat(drawn.get(0)).isNull();
    assertThat(drawn.get(2)).isNotNull();
  }

  @Test
  void limitsFaultsToAPathAndCountsItsRequestsByThemselves() {
    script.on("/token").at(2, BUSY);

    assertThat(take(3, "/data")).containsOnlyNulls();
    assertThat(take(2, "/token")).containsExactly(null, BUSY);
    assertThat(script.count()).isEqualTo(1);
    assertThat(script.played()).isEmpty();
    assertThat(script.on("/token").played()).containsExactly(BUSY);
  }

  @Test
  void forgetsItsRulesButNotWhatItPlayed() {
    script.always(BUSY).on("/token").always(GONE);
    take(1, "/");
    take(1, "/token");

    script.clear();

    assertThat(take(1, "/")).containsOnlyNulls();
    assertThat(take(1, "/token")).containsOnlyNulls();
    assertThat(script.count()).isEqualTo(2);
  }

  private List<Fault> take(int requests, String path) {
    var faults = new ArrayList<Fault>();
    for (int i = 0; i < requests; i++) {
      faults.add(script.take(path).orElse(null));
    }
    return faults;
  }

  private static List<Fault> played(FaultScript script, int requests) {
    var faults = new ArrayList<Fault>();
    for (int i = 0; i < requests; i++) {
      Optional<Fault> fault = script.take("/");
      fault.ifPresent(faults::add);
    }
    return faults;
  }
}
