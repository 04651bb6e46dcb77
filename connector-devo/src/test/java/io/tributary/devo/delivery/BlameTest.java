// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.ApiException;
import io.tributary.devo.delivery.Outcome.Subject;
import io.tributary.devo.error.SinkError;
import io.tributary.devo.message.Batch;
import io.tributary.devo.message.DevoMessage;
import io.tributary.devo.message.RecordPosition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Whose fault a refusal is (R3). */
class BlameTest {
  private static final String TAG = "my.app.a";
  private static final Subject.Tag ABOUT_TAG = new Subject.Tag(TAG);

  private static final int CONNECTION = 7;

  private final Blame blame = new Blame();

  @Test
  void aMessageIsToBlameIfVeryManyWereTakenBetweenItsTwoRefusals() {
    assertThat(refused(1)).isEmpty();
    veryManyTaken();
    assertThat(blame.isTrialDue(true, false)).isTrue();
    assertThat(blame.beginTrial()).contains(item(1));

    assertThat(refused(1)).containsExactly(item(1));

    assertThat(blame.keepsAny()).isFalse();
    assertThat(blame.weight()).isZero();
  }

  @Test
  void withoutAWitnessASecondRefusalProvesNothing() {
    refused(1);
    assertThat(blame.isTrialDue(true, false)).isFalse();
    assertThat(blame.isTrialDue(false, true)).isTrue();
    blame.beginTrial();

    assertThat(refused(1)).isEmpty();

    assertThat(blame.keepsAny()).isTrue();
  }

  @Test
  void aMessageThatIsTakenInItsTrialIsAcquitted() {
    refused(1);
    taken();
    blame.beginTrial();
    assertThat(blame.onTrial()).contains(item(1));

    taken();

    assertThat(blame.onTrial()).isEmpty();
    assertThat(blame.keepsAny()).isFalse();
    assertThat(blame.acquitted()).isEmpty();
  }

  @Test
  void fiveDifferentOnesBlameTheReceiverUntilOneIsTaken() {
    for (int offset = 0; offset < 4; offset++) {
      refused(offset);
    }
    assertThat(blame.blamesReceiver()).isFalse();
    refused(4);
    assertThat(blame.blamesReceiver()).isTrue();

    taken();

    assertThat(blame.blamesReceiver()).isFalse();
  }

  @Test
  void aMessageAloneIsToBlameWithItsTwentiethRefusalIfTheReceiverHasEverWorked() {
    blame.receiverWorks();
    for (int attempt = 1; attempt < 20; attempt++) {
      assertThat(refused(1)).isEmpty();
      blame.beginTrial();
    }

    assertThat(refused(1)).containsExactly(item(1));
  }

  @Test
  void aRefusalMayStandForMany() {
    assertThat(refused(new Subject.Message(at(1)), 10, item(1))).isEmpty();
    taken();
    blame.beginTrial();

    assertThat(refused(new Subject.Message(at(1)), 10, item(1))).containsExactly(item(1));
  }

  @Test
  void aTagAloneIsToBlameWithItsTwentiethRefusalIfAnotherWasTakenSinceTheStart() {
    taken("my.app.b", 1);
    for (int attempt = 1; attempt < 20; attempt++) {
      assertThat(refusedTag(1)).isEmpty();
      blame.beginTrial();
    }

    assertThat(refusedTag(1)).containsExactly(item(1));
  }

  @Test
  void aTagAloneIsNotToBlameIfOnlyItselfOrASuspectedOneWasTaken() {
    taken(TAG, 1);
    taken("my.app.b", 1);
    refused(new Subject.Tag("my.app.b"), 1, other(9));
    for (int attempt = 1; attempt < 20; attempt++) {
      assertThat(refusedTag(1)).isEmpty();
      blame.beginTrial();
    }
  }

  @Test
  void aRefusalOfAnotherMessageOfTheTagLeavesTheTrialToItsOwnAnswer() {
    refusedTag(1);
    manyOtherTagsTaken();
    blame.beginTrial();

    assertThat(refusedTag(2)).containsExactly(item(2));

    assertThat(blame.onTrial()).contains(item(1));
    taken();
    assertThat(blame.keepsAny()).isFalse();
  }

  @Test
  void aRefusalOfAnotherMessageOfTheTagThatProvesNothingLeavesTheTrialOn() {
    refusedTag(1);
    blame.beginTrial();

    assertThat(refusedTag(2)).isEmpty();

    assertThat(blame.onTrial()).contains(item(1));
  }

  @Test
  void aTrialThatIsRefusedTogetherWithAnotherOfItsTagIsTheEndOfBoth() {
    refusedTag(1);
    manyOtherTagsTaken();
    blame.beginTrial();

    assertThat(refusedTag(2, 1)).containsExactlyInAnyOrder(item(1), item(2));

    assertThat(blame.onTrial()).isEmpty();
    assertThat(blame.weight()).isZero();
  }

  @Test
  void aTrialEndsOnlyWithItsOwnMessage() {
    refused(1);
    taken();
    blame.beginTrial();

    blame.taken(new Outcome.Taken(List.of(at(2)), Optional.of(TAG), 1, 0));
    assertThat(blame.onTrial()).contains(item(1));
    blame.taken(new Outcome.Taken(List.of(at(1)), Optional.of(TAG), 1, 0));

    assertThat(blame.onTrial()).isEmpty();
  }

  @Test
  void aMessageAloneIsNotToBlameIfTheReceiverHasNeverWorked() {
    for (int attempt = 1; attempt < 20; attempt++) {
      assertThat(refused(1)).isEmpty();
      blame.beginTrial();
    }
  }

  @Test
  void theReceiverIsNotBlamedForAMessageWhileItIsToBlameItself() {
    blame.receiverWorks();
    for (int attempt = 1; attempt < 20; attempt++) {
      for (int offset = 0; offset < 5; offset++) {
        assertThat(refused(offset)).isEmpty();
        blame.beginTrial();
      }
    }
  }

  @Test
  void theFifthEndAtAMessageCountsLikeItsSecondRefusal() {
    assertThat(blame.ended(at(1))).isEmpty();
    assertThat(blame.keeps(item(1))).isFalse();
    assertThat(blame.ended(at(1))).isEmpty();
    assertThat(blame.keeps(item(1))).isTrue();
    for (int trial = 3; trial < 5; trial++) {
      taken();
      blame.beginTrial();
      assertThat(blame.ended(at(1))).isEmpty();
    }
    taken();
    blame.beginTrial();

    assertThat(blame.ended(at(1))).containsExactly(item(1));
  }

  @Test
  void anEndAtAMessageThatWasTakenAfterItIsForgotten() {
    blame.ended(at(1));
    taken();
    blame.ended(at(1));

    assertThat(blame.keeps(item(1))).isFalse();
  }

  @Test
  void allMessagesOfARefusedTagWaitForTheTrialOfOne() {
    refusedTag(1, 2);
    assertThat(blame.keeps(item(3))).isTrue();
    assertThat(blame.keeps(other(4))).isFalse();
    manyOtherTagsTaken();
    assertThat(blame.beginTrial()).contains(item(1));

    assertThat(refusedTag(1)).containsExactly(item(1), item(2), item(3));

    assertThat(blame.keepsAny()).isFalse();
  }

  @Test
  void aGuiltyTagNeedsOneRefusalAndAWitnessForItsNextMessages() {
    refusedTag(1);
    manyOtherTagsTaken();
    blame.beginTrial();
    refusedTag(1);
    taken("my.app.b", 1);

    assertThat(refusedTag(2)).containsExactly(item(2));
  }

  @Test
  void anAcquittedTagIsSentLikeAnyOther() {
    refusedTag(1, 2, 3);
    blame.beginTrial();

    taken(TAG, 1);

    assertThat(blame.acquitted()).containsExactly(item(2), item(3));
    assertThat(blame.acquitted()).isEmpty();
    assertThat(blame.weight()).isZero();
  }

  @Test
  void aTagIsAcquittedIfAnyOfItsMessagesIsTaken() {
    refusedTag(1, 2);

    taken(TAG, 1);

    assertThat(blame.acquitted()).containsExactly(item(1), item(2));
  }

  @Test
  void aTrialEndsIfItsMessageIsRefusedForAnotherReason() {
    refusedTag(1, 2);
    taken("my.app.b", 1);
    blame.beginTrial();

    assertThat(refused(1)).isEmpty();

    assertThat(blame.onTrial()).isEmpty();
    assertThat(blame.isTrialDue(false, true)).isTrue();
    assertThat(blame.weight()).isEqualTo(item(1).weight() + item(2).weight());
  }

  @Test
  void aTrialWhoseRequestsFailIsOverAfterFive() {
    refused(1);
    veryManyTaken();
    blame.beginTrial();
    for (int failure = 0; failure < 4; failure++) {
      blame.delayed();
    }
    assertThat(blame.onTrial()).isPresent();

    blame.delayed();

    assertThat(blame.onTrial()).isEmpty();
    assertThat(blame.keepsAny()).isFalse();
    taken();
    assertThat(refused(1)).containsExactly(item(1));
  }

  @Test
  void aTagWhoseTrialFailsIsFreeSoThatThereMayBeAWitness() {
    refusedTag(1, 2);
    blame.beginTrial();
    for (int failure = 0; failure < 5; failure++) {
      blame.delayed();
    }

    assertThat(blame.acquitted()).containsExactly(item(2));
    assertThat(blame.keeps(item(3))).isFalse();
  }

  @Test
  void aTrialThatIsInterruptedBeginsAgainWithTheSameEvidence() {
    refused(1);
    veryManyTaken();
    blame.beginTrial();

    blame.endTrial();

    assertThat(blame.isTrialDue(true, false)).isTrue();
    blame.beginTrial();
    assertThat(refused(1)).containsExactly(item(1));
  }

  @Test
  void aTrialEndsIfItsPartitionIsRevokedAndNothingOfItIsKept() {
    refused(1);
    taken();
    blame.beginTrial();

    blame.revoke(List.of(at(1).partition()));

    assertThat(blame.onTrial()).isEmpty();
    assertThat(blame.keepsAny()).isFalse();
    assertThat(blame.isTrialDue(false, true)).isFalse();
  }

  @Test
  void whatIsRevokedOfATagIsNotReturnedAsAcquitted() {
    refusedTag(1, 2);
    taken(TAG, 1);

    blame.revoke(List.of(at(1).partition()));

    assertThat(blame.acquitted()).isEmpty();
  }

  @Test
  void theFewerWereTakenTheMoreRefusalsAreNeeded() {
    refused(1);
    veryManyTaken();
    assertThat(refusalsUntilGuilty(1)).isEqualTo(2);
    refused(1);
    taken(TAG, 20);
    assertThat(refusalsUntilGuilty(1)).isEqualTo(6);
    refused(1);
    taken();
    assertThat(refusalsUntilGuilty(1)).isEqualTo(19);
  }

  @Test
  void whatWasTakenOverOtherConnectionsMayHaveGoneToAnotherNode() {
    refused(1);
    takenElsewhere();
    blame.beginTrial();
    assertThat(blame.doubtsConnection()).isTrue();

    assertThat(refusalsUntilGuilty(1)).isEqualTo(20);
  }

  @Test
  void aConnectionThatTakesOthersAfterItsRefusalIsBelieved() {
    refused(1);
    taken();

    blame.beginTrial();

    assertThat(blame.doubtsConnection()).isFalse();
  }

  @Test
  void whatWasTakenOfAnotherTagSaysNothingOfAMessage() {
    refused(1);
    manyOtherTagsTaken();

    assertThat(refusalsUntilGuilty(1)).isEqualTo(20);
  }

  @Test
  void aReceiverThatTakesWhatItHasRefusedIsNotBelievedForSomeTime() {
    refused(1);
    veryManyTaken();
    blame.beginTrial();
    blame.taken(new Outcome.Taken(List.of(at(1)), Optional.of(TAG), 1, CONNECTION));

    refused(2);
    veryManyTaken();
    assertThat(refusalsUntilGuilty(2)).isEqualTo(40);

    for (int answer = 0; answer < 256; answer++) {
      taken();
    }
    refused(3);
    veryManyTaken();
    assertThat(refusalsUntilGuilty(3)).isEqualTo(2);
  }

  @Test
  void whatIsOnTrialIsTriedAgainAndAgainBeforeAnyOther() {
    refused(1);
    refused(2);
    taken();
    for (int trial = 1; trial < 10; trial++) {
      assertThat(blame.isTrialDue(true, false)).isTrue();
      assertThat(blame.beginTrial()).contains(item(1));
      refused(1);
    }
  }

  @Test
  void withoutAWitnessItIsTriedFourTimesAfterEachWait() {
    refused(1);
    assertThat(blame.isTrialDue(true, false)).isFalse();
    for (int trial = 1; trial < 4; trial++) {
      blame.beginTrial();
      refused(1);
      assertThat(blame.isTrialDue(true, false)).as("after %s", trial).isTrue();
    }
    blame.beginTrial();
    refused(1);

    assertThat(blame.isTrialDue(true, false)).isFalse();
  }

  @Test
  void aTrialWaitsForMoreWitnessesWhileMessagesAreOnTheirWay() {
    refused(1);
    taken(TAG, 19);
    assertThat(blame.isTrialDue(false, false)).isFalse();
    assertThat(blame.isTrialDue(true, false)).isTrue();

    taken();

    assertThat(blame.isTrialDue(false, false)).isTrue();
  }

  @Test
  void whatWasRefusedWhileNothingElseWasTakenCountsOnce() {
    for (int refusal = 0; refusal < 100; refusal++) {
      blame.beginTrial();
      refused(1);
    }
    taken();

    assertThat(refusalsUntilGuilty(1)).isEqualTo(19);
  }

  private List<Batch.Item> refused(int offset) {
    return refused(new Subject.Message(at(offset)), 1, item(offset));
  }

  private List<Batch.Item> refusedTag(Integer... offsets) {
    var items = List.of(offsets).stream().map(BlameTest::item).toArray(Batch.Item[]::new);
    return refused(ABOUT_TAG, 1, items);
  }

  private List<Batch.Item> refused(Subject subject, int refusals, Batch.Item... items) {
    var why = new ApiException(SinkError.ALL_REFUSED, "devo", "400");
    var all = List.of(items);
    return blame.refused(new Outcome.Refused(all, subject, why, "400", refusals, CONNECTION), all);
  }

  /** Tries it until it is to blame, and returns how often it was refused, with the first time. */
  private int refusalsUntilGuilty(int offset) {
    for (int refusals = 2; refusals < 100; refusals++) {
      blame.beginTrial();
      if (!refused(offset).isEmpty()) {
        return refusals;
      }
    }
    return 0;
  }

  private void taken() {
    taken(TAG, 1);
  }

  /** Over the same connection. */
  private void taken(String tag, int answers) {
    blame.taken(new Outcome.Taken(List.of(), Optional.of(tag), answers, CONNECTION));
  }

  private void veryManyTaken() {
    taken(TAG, 1_000);
  }

  private void manyOtherTagsTaken() {
    taken("my.app.b", 1_000);
  }

  private void takenElsewhere() {
    blame.taken(new Outcome.Taken(List.of(), Optional.of(TAG), 1_000, CONNECTION + 1));
  }

  private static RecordPosition at(int offset) {
    return new RecordPosition(new TopicPartition("events", 0), offset);
  }

  private static Batch.Item item(int offset) {
    return item(offset, TAG);
  }

  private static Batch.Item other(int offset) {
    return item(offset, "my.app.b");
  }

  private static Batch.Item item(int offset, String tag) {
    var record = new SinkRecord("events", 0, null, null, null, "e", offset);
    return new Batch.Item(record, at(offset), new DevoMessage(tag, Instant.EPOCH, "h", "e"));
  }
}
