// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.checkpoint;

import static io.tributary.common.event.Events.at;
import static io.tributary.common.event.Events.event;
import static io.tributary.common.event.Events.ids;
import static io.tributary.common.event.Events.many;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class OffsetImportTest {
  private static final Duration OVERLAP = Duration.ofSeconds(60);

  @Test
  void beginsBetweenTheEventsOfOneInstantThatWereReadAndThoseThatWereNot() {
    var offset = OffsetImport.offset(at("08:00:00.250"), List.of("read"), at("08:00:00.250"));

    var fresh =
        OffsetCodec.decode(offset)
            .unseen(
                List.of(
                    event("earlier in this second", "08:00:00.249"),
                    event("read", "08:00:00.250"),
                    event("not read", "08:00:00.250"),
                    event("later", "08:00:00.251")));

    assertThat(ids(fresh)).containsExactly("not read", "later");
  }

  @Test
  void keepsItsBeginningWhileTheOverlapGrows() {
    var start =
        OffsetCodec.decode(OffsetImport.offset(at("08:00:00.250"), List.of("a"), at("08:00:00")));

    var offsets =
        start
            .emit(many("b", 2, "08:00:30"), Reach.of(at("09:00:00")), LookBack.over(OVERLAP))
            .offsets();

    assertThat(offsets)
        .allSatisfy(
            offset -> assertThat(offset).containsEntry("since_in_utc", "2026-03-01T08:00:00.250Z"));
    assertThat(
            OffsetCodec.decode(offsets.get(1))
                .unseen(List.of(event("a", "08:00:00.250"), event("b1", "08:00:30"))))
        .isEmpty();
  }

  @Test
  void remembersIdsOfUnknownTimeForAsLongAsItIsTold() {
    var offset = OffsetImport.offset(at("08:00:00"), List.of("a"), at("08:30:00"));

    var later =
        OffsetCodec.decode(offset)
            .emit(List.of(event("b", "08:20:00")), Reach.of(at("09:00:00")), LookBack.over(OVERLAP))
            .after();

    assertThat(later.unseen(List.of(event("a", "08:25:00")))).isEmpty();
  }

  @Test
  void refusesMoreIdsThanAnOffsetHolds() {
    var ids = IntStream.rangeClosed(1, SeenIds.MOST + 1).mapToObj(Integer::toString).toList();

    assertThatThrownBy(() -> OffsetImport.offset(at("08:00:00"), ids, at("08:00:00")))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("SetupError 720");
  }
}
