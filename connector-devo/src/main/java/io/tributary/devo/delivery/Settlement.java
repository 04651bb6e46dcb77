// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

import io.tributary.common.error.ApiException;
import io.tributary.devo.delivery.Outcome.Subject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes note of what has become of messages, in all places that have to know. Times are
 * milliseconds of any clock that does not go back.
 */
final class Settlement {
  private final Progress progress;
  private final Blame blame;
  private final Trouble trouble;
  private final Intake intake;
  private final CommitSchedule commits;
  private final DeliveryMonitor monitor;

  Settlement(
      Progress progress,
      Blame blame,
      Trouble trouble,
      Intake intake,
      CommitSchedule commits,
      DeliveryMonitor monitor) {
    this.progress = progress;
    this.blame = blame;
    this.trouble = trouble;
    this.intake = intake;
    this.commits = commits;
    this.monitor = monitor;
  }

  /**
   * Takes note of one outcome.
   *
   * @throws org.apache.kafka.connect.errors.ConnectException if it ends the task
   */
  void note(Outcome outcome, long now) {
    if (outcome instanceof Outcome.Taken taken) {
      taken(taken, () -> taken.messages().forEach(progress::taken), now);
    } else if (outcome instanceof Outcome.TakenUpTo taken) {
      var all = new Outcome.Taken(List.of(), Optional.empty(), 1, 0);
      taken(all, () -> progress.takenUpTo(taken.offsets()), now);
    } else if (outcome instanceof Outcome.Refused refused) {
      refused(refused, now);
    } else if (outcome instanceof Outcome.Lost lost) {
      lost(lost, now);
    } else if (outcome instanceof Outcome.Delayed delayed) {
      blame.delayed();
      var end = trouble.delayed(delayed.why(), now);
      monitor.delayed(delayed, trouble.left(delayed.why()));
      failIf(end);
    }
  }

  private void taken(Outcome.Taken taken, Runnable noted, long now) {
    var before = progress.sent();
    noted.run();
    var left = progress.sent();
    trouble.over();
    blame.taken(taken);
    monitor.confirmed(before - left, commits.taken(left == 0, now), now, progress::isSent);
  }

  private void refused(Outcome.Refused refused, long now) {
    var ours = refused.messages().stream().filter(it -> progress.isSent(it.position())).toList();
    if (ours.isEmpty()) {
      return;
    }
    ours.forEach(item -> progress.keep(item.position()));
    monitor.statistics().refused(ours);
    var guilty = blame.refused(refused, ours);
    intake.bury(guilty, refused.answer(), now);
    if (blame.keepsAny()) {
      var byReceiver = refused.subject() instanceof Subject.Tag || blame.blamesReceiver();
      var end = trouble.refused(refused.why(), byReceiver, now);
      monitor.doubted(refused.why(), byReceiver ? trouble.left(refused.why()) : "", now);
      failIf(end);
    }
  }

  private void lost(Outcome.Lost lost, long now) {
    blame.onTrial().ifPresent(item -> progress.keep(item.position()));
    progress.lost();
    var guilty = lost.suspect().map(blame::ended).orElse(List.of());
    blame.endTrial();
    if (blame.keepsAny()) {
      trouble.refused(lost.why(), false, now);
    }
    var end = trouble.lost(lost.why(), now);
    monitor.lost(lost.why(), lost.written(), trouble.untilConnect(now), trouble.left(lost.why()));
    intake.bury(guilty, String.valueOf(lost.why().getMessage()), now);
    failIf(end);
  }

  private static void failIf(@Nullable ApiException end) {
    if (end != null) {
      throw end;
    }
  }
}
