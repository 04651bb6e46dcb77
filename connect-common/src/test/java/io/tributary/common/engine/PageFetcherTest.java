// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.error.Recoverability;
import io.tributary.common.paging.PageRequest;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.Pagination;
import io.tributary.common.vendor.Position;
import io.tributary.common.vendor.SortOrder;
import io.tributary.common.vendor.VendorApi;
import io.tributary.common.vendor.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class PageFetcherTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void r2AnAnswerThatNoParserExpectedIsAnErrorWithANumberThatMayPass() {
    for (var parser :
        List.<Supplier<Page>>of(PageFetcherTest::broken, PageFetcherTest::nestedTooDeep)) {
      assertThatThrownBy(() -> fetched(parser))
          .isInstanceOfSatisfying(
              ApiException.class,
              failure -> {
                assertThat(failure.error()).isEqualTo(ApiError.UNREADABLE);
                assertThat(failure.recoverability()).isEqualTo(Recoverability.UNCLEAR);
                assertThat(failure).hasMessageContaining("PageFetcherTest.java");
                assertThat(failure.getMessage()).doesNotContain("canary");
              });
    }
  }

  @Test
  void anErrorOfTheCatalogueStaysWhatItIs() {
    var known = new ConnectException("SetupError 703: x. y.");

    assertThatThrownBy(
            () ->
                fetched(
                    () -> {
                      throw known;
                    }))
        .isSameAs(known);
  }

  private static Page broken() {
    throw new IllegalStateException("canary");
  }

  private static Page nestedTooDeep() {
    throw new StackOverflowError();
  }

  private static Optional<Page> fetched(Supplier<Page> parser) throws InterruptedException {
    try (var fetcher = new PageFetcher(api(parser), Runnable::run)) {
      fetcher.start(new PageRequest(new Window(NOON, NOON, 1), Position.FIRST));
      return fetcher.await(Duration.ZERO);
    }
  }

  private static VendorApi api(Supplier<Page> parser) {
    return new VendorApi() {
      @Override
      public Page fetch(Window window, Position position) {
        return parser.get();
      }

      @Override
      public Pagination pagination() {
        return Pagination.NUMBER;
      }

      @Override
      public SortOrder order() {
        return SortOrder.UNKNOWN;
      }
    };
  }
}
