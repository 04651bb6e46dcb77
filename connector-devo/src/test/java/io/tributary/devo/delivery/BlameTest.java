// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.devo.delivery.Outcome.Subject;
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

  private final Blame blame = new Blame();

  @Test
  void aMessageIsToBlameIfAnotherWasTakenBetweenItsTwoRefusals() {
    assertThat(refused(1)).isEmpty();
    taken();
    assertThat(blame.isTrialDue(false)).isTrue();
    assertThat(blame.beginTrial()).contains(item(1));

    assertThat(refused(1)).containsExactly(item(1));

    assertThat(blame.keepsAny()).isFalse();
    assertThat(blame.weight()).isZero();
  }

  @Test
  void withoutAWitnessASecondRefusalProvesNothing() {
    refused(1);
    assertThat(blame.isTrialDue(false)).isFalse();
    assertThat(blame.isTrialDue(true)).isTrue();
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
  void aMessageAloneIsToBlameWithItsFifthRefusalIfTheReceiverHasEverWorked() {
    blame.receiverWorks();
    for (int attempt = 1; attempt < 5; attempt++) {
      assertThat(refused(1)).isEmpty();
      blame.beginTrial();
    }

    assertThat(refused(1)).containsExactly(item(1));
  }

  @Test
  void aMessageRefusedBeforeWithOthersThatWereTakenSinceIsToBlameAtOnce() {
    assertThat(blame.refused(new Subject.Message(at(1)), List.of(item(1)), true))
        .containsExactly(item(1));
  }

  @Test
  void aTagAloneIsToBlameWithItsFifthRefusalIfAnotherWasTakenSinceTheStart() {
    blame.taken(List.of(), Optional.of("my.app.b"));
    for (int attempt = 1; attempt < 5; attempt++) {
      assertThat(refusedTag(1)).isEmpty();
      blame.beginTrial();
    }

    assertThat(refusedTag(1)).containsExactly(item(1));
  }

  @Test
  void aTagAloneIsNotToBlameIfOnlyItselfOrASuspectedOneWasTaken() {
    blame.taken(List.of(), Optional.of(TAG));
    blame.taken(List.of(), Optional.of("my.app.b"));
    blame.refused(new Subject.Tag("my.app.b"), List.of(other(9)), false);
    for (int attempt = 1; attempt < 20; attempt++) {
      assertThat(refusedTag(1)).isEmpty();
      blame.beginTrial();
    }
  }

  @Test
  void aRefusalOfAnotherMessageOfTheTagLeavesTheTrialToItsOwnAnswer() {
    refusedTag(1);
    taken();
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
    taken();
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

    blame.taken(List.of(at(2)), Optional.of(TAG));
    assertThat(blame.onTrial()).contains(item(1));
    blame.taken(List.of(at(1)), Optional.of(TAG));

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
    blame.taken(List.of(), Optional.of("my.app.b"));
    assertThat(blame.beginTrial()).contains(item(1));

    assertThat(refusedTag(1)).containsExactly(item(1), item(2), item(3));

    assertThat(blame.keepsAny()).isFalse();
  }

  @Test
  void aGuiltyTagNeedsOneRefusalAndAWitnessForItsNextMessages() {
    refusedTag(1);
    taken();
    blame.beginTrial();
    refusedTag(1);
    blame.taken(List.of(), Optional.of("my.app.b"));

    assertThat(refusedTag(2)).containsExactly(item(2));
  }

  @Test
  void anAcquittedTagIsSentLikeAnyOther() {
    refusedTag(1, 2, 3);
    blame.beginTrial();

    blame.taken(List.of(), Optional.of(TAG));

    assertThat(blame.acquitted()).containsExactly(item(2), item(3));
    assertThat(blame.acquitted()).isEmpty();
    assertThat(blame.weight()).isZero();
  }

  @Test
  void aTagIsAcquittedIfAnyOfItsMessagesIsTaken() {
    refusedTag(1, 2);

    blame.taken(List.of(), Optional.of(TAG));

    assertThat(blame.acquitted()).containsExactly(item(1), item(2));
  }

  @Test
  void aTrialEndsIfItsMessageIsRefusedForAnotherReason() {
    refusedTag(1, 2);
    taken();
    blame.beginTrial();

    assertThat(refused(1)).isEmpty();

    assertThat(blame.onTrial()).isEmpty();
    assertThat(blame.isTrialDue(true)).isTrue();
    assertThat(blame.weight()).isEqualTo(item(1).weight() + item(2).weight());
  }

  @Test
  void aTrialWhoseRequestsFailIsOverAfterFive() {
    refused(1);
    taken();
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
    taken();
    blame.beginTrial();

    blame.endTrial();

    assertThat(blame.isTrialDue(false)).isTrue();
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
    assertThat(blame.isTrialDue(true)).isFalse();
  }

  @Test
  void whatIsRevokedOfATagIsNotReturnedAsAcquitted() {
    refusedTag(1, 2);
    blame.taken(List.of(), Optional.of(TAG));

    blame.revoke(List.of(at(1).partition()));

    assertThat(blame.acquitted()).isEmpty();
  }

  private List<Batch.Item> refused(int offset) {
    return blame.refused(new Subject.Message(at(offset)), List.of(item(offset)), false);
  }

  private List<Batch.Item> refusedTag(Integer... offsets) {
    var items = List.of(offsets).stream().map(BlameTest::item).toList();
    return blame.refused(ABOUT_TAG, items, false);
  }

  private void taken() {
    blame.taken(List.of(), Optional.empty());
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
