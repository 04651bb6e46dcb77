// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.event.Digests;
import io.tributary.common.event.Event;
import io.tributary.common.event.Events;
import io.tributary.common.json.ByteSlice;
import io.tributary.common.vendor.Page;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PassTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Page PAGE = Page.of(List.of(Events.event("b", "08:00:02")));

  @Test
  void aListOfMillionsOfRowsThatDoesNotEndIsTakenForEndless() {
    assertThat(after(3_999_999).isRepeatedBy(PAGE, 3_999_999)).isFalse();
    assertThat(after(4_000_000).isRepeatedBy(PAGE, 4_000_000)).isTrue();
  }

  @Test
  void rowsWithoutIdsRepeatIfTheirTimesDo() {
    var pass = Pass.first(NOON).with(signed(1, 0, 1), Digests.NONE);

    assertThat(pass.isRepeatedBy(signed(2, 0, 1), 2)).isTrue();
    assertThat(pass.isRepeatedBy(signed(2, 1, 2), 2)).isFalse();
  }

  /** As many events of one second may fill any number of pages. */
  @Test
  void rowsWithoutIdsOfOneTimeDoNotRepeat() {
    var pass = Pass.first(NOON).with(signed(1, 5, 5), Digests.NONE);

    assertThat(pass.isRepeatedBy(signed(2, 5, 5), 2)).isFalse();
    assertThat(pass.isRepeatedBy(signed(1, 5, 5), 2)).isTrue();
  }

  /** Such as dates without a time of day, of a list in no order. */
  @Test
  void rowsWithoutIdsOfFewTimesDoNotRepeat() {
    var pass = Pass.first(NOON).with(signed(1, 5, 6, 5, 6), Digests.NONE);

    assertThat(pass.isRepeatedBy(signed(2, 5, 6, 5, 6), 4)).isFalse();
  }

  /** Rows without ids at these seconds, whose bytes depend on a signature. */
  private static Page signed(int signature, int... seconds) {
    return Page.of(
        IntStream.range(0, seconds.length)
            .mapToObj(
                n -> Event.of("", NOON.plusSeconds(seconds[n]), json(n + "?sig=" + signature)))
            .toList());
  }

  private static ByteSlice json(String link) {
    return ByteSlice.of(("{\"link\":\"" + link + "\"}").getBytes(StandardCharsets.UTF_8));
  }

  private static Pass after(long rows) {
    var digests = Digests.NONE.with(LongStream.range(0, rows).toArray());
    return new Pass(
        NOON,
        null,
        digests,
        rows,
        0,
        1,
        rows,
        OptionalLong.empty(),
        OptionalLong.empty(),
        false,
        new long[1],
        new long[1],
        false,
        NOON);
  }
}
