// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes only when told to, and a server whose clock may be wrong. */
final class VirtualClock implements InstantSource {
  private Instant now;
  private Duration serverAhead = Duration.ZERO;

  VirtualClock(Instant start) {
    now = start;
  }

  void advance(Duration by) {
    now = now.plus(by);
  }

  void serverAhead(Duration by) {
    serverAhead = by;
  }

  @Override
  public Instant instant() {
    return now;
  }

  Instant serverInstant() {
    return now.plus(serverAhead);
  }
}
