// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommitScheduleTest {
  private final CommitSchedule commits = new CommitSchedule(Duration.ofSeconds(5));

  @Test
  void aCommitIsDueSomeTimeAfterTheFirstMessage() {
    assertThat(commits.isDue(Long.MAX_VALUE - 1)).isFalse();
    commits.sent(1, 100, 1_000);
    commits.sent(1, 100, 3_000);

    assertThat(commits.isDue(5_999)).isFalse();
    assertThat(commits.untilDue(5_000)).isEqualTo(Duration.ofSeconds(1));
    assertThat(commits.isDue(6_000)).isTrue();
  }

  @Test
  void aCommitIsDueAtOnceAfterVeryManyBytesOrMessages() {
    commits.sent(1, 64L << 20, 0);
    assertThat(commits.isDue(0)).isTrue();

    commits.asked(0);
    assertThat(commits.isDue(0)).isFalse();
    commits.sent(60_000, 100, 0);
    assertThat(commits.isDue(0)).isFalse();
    commits.sent(40_000, 100, 0);
    assertThat(commits.isDue(0)).isTrue();
  }

  @Test
  void nothingIsDueAfterACompleteAnswer() {
    commits.sent(1, 100, 0);
    commits.asked(5_000);
    commits.answered(true, 5_100);

    assertThat(commits.isDue(1_000_000)).isFalse();
    assertThat(commits.untilDue(5_100)).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void whatIsTakenLateIsCommittedAtOnceIfNothingIsMissing() {
    commits.sent(2, 100, 0);
    commits.asked(5_000);
    commits.answered(false, 5_900);
    assertThat(commits.isDue(6_000)).isFalse();

    assertThat(commits.taken(true, 6_000)).isEqualTo(1_000);

    assertThat(commits.isDue(6_000)).isTrue();
  }

  @Test
  void partsOfALateAnswerAreCommittedEachTwoSeconds() {
    commits.sent(3, 100, 0);
    commits.asked(5_000);
    commits.answered(false, 5_900);

    assertThat(commits.taken(false, 6_000)).isNegative();

    assertThat(commits.isDue(6_999)).isFalse();
    assertThat(commits.isDue(7_000)).isTrue();
  }

  @Test
  void anAnswerThatNeverComesIsAskedForAgain() {
    commits.sent(1, 100, 0);
    commits.asked(5_000);
    commits.answered(false, 5_900);

    assertThat(commits.isDue(10_900)).isTrue();
  }
}
