// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

import io.tributary.common.error.ApiException;
import io.tributary.common.error.Recoverability;
import io.tributary.common.pace.Backoff;
import io.tributary.common.pace.Patience;
import io.tributary.devo.config.DevoSinkConfig;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long the sink waits after failures, and how long it bears them (rule R2). Once it has worked,
 * only trouble that lasts as long as {@code trouble.patience.ms} fails the task. That it has worked
 * before this start is seen by the offset of its first record: it is zero in a new group only.
 * Times are milliseconds of any clock that does not go back. Pure.
 */
final class Trouble {
  private Backoff connecting;
  private Backoff trying;
  private Patience patience;
  private boolean begun;
  private boolean isDelayed;

  Trouble(DevoSinkConfig config, DoubleSupplier random) {
    connecting = Backoff.none(config.retryPolicy(random));
    trying = connecting;
    patience = config.patience(false);
  }

  /**
   * A record is to be sent. Only the first of them counts.
   *
   * @return whether it shows that the sink has worked before this start
   */
  boolean begins(long offset) {
    var shown = !begun && offset > 0;
    if (shown) {
      patience = patience.succeeded();
    }
    begun = true;
    return shown;
  }

  /** Something was taken. */
  void over() {
    isDelayed = false;
    connecting = connecting.succeeded();
    trying = trying.succeeded();
    patience = patience.succeeded();
  }

  /** The connection was lost. Returns the error if it ends the task. */
  @Nullable ApiException lost(ApiException why, long now) {
    connecting = connecting.failed(now);
    return judged(why, now);
  }

  /** A request has failed, and the transport itself repeats it. */
  @Nullable ApiException delayed(ApiException why, long now) {
    isDelayed = true;
    return judged(why, now);
  }

  /**
   * Something was refused, and nothing was taken since.
   *
   * @param byReceiver whether it may be about the receiver or the settings, not a single message
   */
  @Nullable ApiException refused(ApiException why, boolean byReceiver, long now) {
    // Those of one wait count as one.
    trying = trying.isAnother(now) ? trying.failed(now) : trying;
    return byReceiver ? judged(why, now) : null;
  }

  /**
   * Whether a request has failed and nothing was taken since. It may be the fault of its messages,
   * which only others can show, so those must not wait for it.
   */
  boolean isDelayed() {
    return isDelayed;
  }

  /** How much longer an error is borne, as the end of a sentence; empty if without limit. */
  String left(ApiException why) {
    return patience
        .left(why.recoverability())
        .map(left -> ", for at most " + left.toSeconds() + " s more (trouble.patience.ms)")
        .orElse("");
  }

  private @Nullable ApiException judged(ApiException why, long now) {
    var recoverability = why.recoverability();
    patience = patience.failed(recoverability, now * 1_000_000);
    return recoverability != Recoverability.RETRY && patience.isExhaustedBy(recoverability)
        ? why
        : null;
  }

  /** The wait before the next connection, or zero. */
  Duration untilConnect(long now) {
    return connecting.remaining(now);
  }

  /** The wait before something that was refused is tried again without a witness, or zero. */
  Duration untilTrial(long now) {
    return trying.remaining(now);
  }
}
