// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import static io.tributary.common.event.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.error.ApiException;
import io.tributary.common.event.Event;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CursorPagingTest {
  private static final List<Event> ROWS = List.of(event("a", "08:00:01"), event("b", "08:00:02"));
  private static final OptionalLong MANY = OptionalLong.of(500);

  @Test
  void goesOnWithTheMarkThatCameUntilItIsTheSameAgain() {
    assertThat(CursorPaging.page(ROWS, "*", Optional.of("m1"), MANY).next()).contains("m1");
    assertThat(CursorPaging.page(ROWS, "m1", Optional.of("m1"), MANY).next()).isEmpty();
    assertThat(CursorPaging.page(ROWS, "m1", Optional.empty(), MANY).next()).isEmpty();
  }

  @Test
  void aVendorThatKnowsNoMarksIsNotTakenForReadToItsEnd() {
    assertThatThrownBy(() -> CursorPaging.page(ROWS, "*", Optional.empty(), MANY))
        .isInstanceOf(ApiException.class)
        .hasMessageStartingWith(
            "ApiError 494: The page after the first, which came without a mark");
    assertThat(CursorPaging.page(ROWS, "*", Optional.empty(), OptionalLong.of(2)).next()).isEmpty();
  }
}
