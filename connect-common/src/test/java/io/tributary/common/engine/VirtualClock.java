// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.http.ServerClock;
import io.tributary.common.pace.Present;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Time that passes only when told to, and two clocks that may be wrong: ours and the server's. */
final class VirtualClock implements InstantSource {
  private final ServerClock server = new ServerClock(this);
  private Instant truth;
  private Duration ourError = Duration.ZERO;

  VirtualClock(Instant start) {
    truth = start;
  }

  void advance(Duration by) {
    truth = truth.plus(by);
  }

  /** From now on our own clock is so far ahead of the truth. */
  void ourError(Duration ahead) {
    ourError = ahead;
  }

  /** An answer comes with a {@code Date}, in whole seconds, so far ahead of the truth. */
  void answered(Duration serverError) {
    server.observe(truth.plus(serverError).truncatedTo(ChronoUnit.SECONDS));
  }

  /** What time it really is. */
  Instant truth() {
    return truth;
  }

  @Override
  public Instant instant() {
    return truth.plus(ourError);
  }

  long nanoTime() {
    return truth.toEpochMilli() * 1_000_000;
  }

  Present present() {
    return server.present();
  }
}
