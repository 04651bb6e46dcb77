// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of the offsets of one partition (R1). */
class OffsetLogTest {
  private final OffsetLog log = new OffsetLog();

  @Test
  void theLowestIsTheOneThatIsNotTakenEvenIfOthersAre() {
    offer(3, 4, 7);

    log.taken(4);
    log.taken(7);

    assertThat(log.lowest()).hasValue(3);
    log.taken(3);
    assertThat(log.lowest()).isEmpty();
    assertThat(log.size()).isZero();
  }

  @Test
  void aConfirmationTakesWhatIsWithTheTransportUpToItsOffset() {
    offer(0, 1, 2, 3);
    log.keep(1);

    log.takenUpTo(2);

    assertThat(log.lowest()).hasValue(1);
    assertThat(log.sent()).isEqualTo(1);
    log.resend(1);
    log.takenUpTo(3);
    assertThat(log.lowest()).isEmpty();
  }

  @Test
  void whatIsLostIsReadAgainAndWhatIsTakenOrKeptIsNot() {
    offer(0, 1, 2, 3);
    log.taken(1);
    log.keep(2);

    log.lost();

    assertThat(log.sent()).isZero();
    assertThat(log.seek()).hasValue(0);
    assertThat(log.offer(0)).isTrue();
    assertThat(log.offer(1)).isFalse();
    assertThat(log.offer(2)).isFalse();
    assertThat(log.offer(3)).isTrue();
    assertThat(log.seek()).isEmpty();
  }

  @Test
  void whatWasCompactedAwayBeforeItIsReadAgainHoldsNothingUp() {
    offer(0, 1, 2);
    log.lost();
    log.seek();

    assertThat(log.offer(2)).isTrue();

    assertThat(log.lowest()).hasValue(2);
  }

  @Test
  void aRefusedRecordIsReadAgainFromThere() {
    offer(0);
    log.refuse(1);
    log.refuse(2);

    assertThat(log.seek()).hasValue(1);
    assertThat(log.offer(1)).isTrue();
    assertThat(log.lowest()).hasValue(0);
  }

  @Test
  void anOffsetFarBackIsOneOfATopicThatWasMadeAnew() {
    offer(1_000, 1_001);

    assertThat(log.isAnew(0)).isTrue();
    assertThat(log.isAnew(1_002)).isFalse();
  }

  @Test
  void anOffsetThatTheConsumerWasSentBackToIsNotAnew() {
    offer(1_000, 1_001);
    log.lost();
    log.seek();

    assertThat(log.isAnew(1_000)).isFalse();
    assertThat(log.isAnew(0)).isTrue();
  }

  @Test
  void anAnswerForWhatIsNotKnownChangesNothing() {
    offer(5);

    log.taken(4);
    log.taken(6);
    log.keep(4);
    log.resend(6);

    assertThat(log.isSent(4)).isFalse();
    assertThat(log.isSent(5)).isTrue();
    assertThat(log.lowest()).hasValue(5);
    assertThat(log.sent()).isEqualTo(1);
  }

  @Test
  void remembersVeryManyWhileTheLowestIsNotTaken() {
    for (var offset = 0; offset < 100_000; offset++) {
      assertThat(log.offer(offset)).isTrue();
      if (offset > 0) {
        log.taken(offset);
      }
    }

    assertThat(log.size()).isEqualTo(100_000);
    log.taken(0);
    assertThat(log.size()).isZero();
  }

  /** Does the same as a map of all offsets that was never optimized. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void agreesWithAMapOfAllOffsets(long seed) {
    var random = new Random(seed);
    for (int run = 0; run < 200; run++) {
      new Model(random).run();
    }
  }

  private void offer(long... offsets) {
    for (var offset : offsets) {
      assertThat(log.offer(offset)).isTrue();
    }
  }

  /** A consumer that reads a partition with gaps, some of which arise later. */
  private static final class Model {
    private enum State {
      SENT,
      KEPT,
      LOST,
      TAKEN
    }

    private final Random random;
    private final OffsetLog log = new OffsetLog();
    private final TreeMap<Long, State> states = new TreeMap<>();
    private final TreeSet<Long> existing = new TreeSet<>();
    private long position;

    Model(Random random) {
      this.random = random;
      for (long offset = random.nextInt(9); existing.size() < 200; offset += step()) {
        existing.add(offset);
      }
    }

    private int step() {
      return random.nextInt(5) == 0 ? 1 + random.nextInt(9) : 1;
    }

    void run() {
      for (int step = 0; step < 300; step++) {
        switch (random.nextInt(8)) {
          case 0, 1, 2 -> read(1 + random.nextInt(10));
          case 3 -> each(State.SENT, State.TAKEN, log::taken);
          case 4 -> takenUpTo();
          case 5 -> each(State.SENT, State.KEPT, log::keep);
          case 6 -> each(State.KEPT, random.nextBoolean() ? State.SENT : State.TAKEN, null);
          default -> loseAndSeek();
        }
        assertThat(log.lowest()).isEqualTo(lowest());
        assertThat(log.sent()).isEqualTo((int) count(State.SENT));
      }
    }

    private void read(int most) {
      for (var offset : existing.tailSet(position).stream().limit(most).toList()) {
        states.headMap(offset).replaceAll((at, s) -> s == State.LOST ? State.TAKEN : s);
        var before = states.get(offset);
        var expected = before == null || before == State.LOST;
        assertThat(log.offer(offset)).as("offset %s, %s", offset, before).isEqualTo(expected);
        states.merge(offset, State.SENT, (old, sent) -> expected ? sent : old);
        position = offset + 1;
      }
    }

    private void each(State from, State to, java.util.function.LongConsumer told) {
      for (var entry : states.entrySet()) {
        if (entry.getValue() == from && random.nextInt(3) == 0) {
          entry.setValue(to);
          if (told != null) {
            told.accept(entry.getKey());
          } else if (to == State.SENT) {
            log.resend(entry.getKey());
          } else {
            log.taken(entry.getKey());
          }
        }
      }
    }

    private void takenUpTo() {
      var offset = random.nextLong(position + 1);
      log.takenUpTo(offset);
      states
          .headMap(offset, true)
          .replaceAll((at, state) -> state == State.SENT ? State.TAKEN : state);
    }

    private void loseAndSeek() {
      log.lost();
      states.replaceAll((at, state) -> state == State.SENT ? State.LOST : state);
      var first =
          states.entrySet().stream()
              .filter(entry -> entry.getValue() == State.LOST)
              .mapToLong(java.util.Map.Entry::getKey)
              .findFirst();
      assertThat(log.seek()).isEqualTo(first);
      position = first.orElse(position);
      existing.removeIf(offset -> random.nextInt(50) == 0);
    }

    private long count(State state) {
      return states.values().stream().filter(state::equals).count();
    }

    private OptionalLong lowest() {
      return states.entrySet().stream()
          .filter(entry -> entry.getValue() != State.TAKEN)
          .mapToLong(java.util.Map.Entry::getKey)
          .findFirst();
    }
  }
}
