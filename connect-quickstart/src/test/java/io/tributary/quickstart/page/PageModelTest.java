// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.quickstart.demo.Faults;
import io.tributary.quickstart.demo.Snapshot;
import io.tributary.quickstart.demo.TableCheck;
import io.tributary.quickstart.demo.VendorState;
import io.tributary.quickstart.worker.Connectors;
import io.tributary.quickstart.worker.Figures;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PageModelTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private final ErrorTexts texts = new ErrorTexts();
  private final PageModel model =
      new PageModel("http://127.0.0.1:8083", START, Faults.none(), texts);

  PageModelTest() {
    texts.add(
        new ErrorTexts.Entry(
            "ApiError 429", "Too many requests to …", "The budget is used up.", "Ask less."));
    texts.add(
        new ErrorTexts.Entry("ApiError 403", "Forbidden", "May not read.", "Ask for the role."));
  }

  @Test
  void followsEventsFromVendorToTable() {
    look(1, 50, Map.of());
    var view = look(3, 90, Map.of("events-duplicate-total", 7L, "lag-ms", 1500L));

    var flow = view.flows().get(0);
    assertThat(flow.vendor()).isEqualTo("Vendor");
    assertThat(flow.source()).isEqualTo(new PageView.Source(0, 0, 7, 20, 1500, false, 0));
    assertThat(flow.topic()).isEqualTo(new PageView.Topic("a.topic", 90, 20, 4));
    assertThat(flow.tables()).containsExactly(new PageView.Table("a.table", 10, 9, 9, 0, 1, 0, 0));
    assertThat(flow.latest())
        .containsExactly(new Preview("2026-03-01T00:00:00Z", "logged in · bob"));
    assertThat(flow.error()).isNull();
    assertThat(view.sinks()).extracting(sink -> sink.task().name()).containsExactly("devo");
  }

  @Test
  void tellsAnErrorWithItsRemedyUntilAndAfterItIsOver() {
    look(1, 0, Map.of());
    look(2, 0, Map.of("last-error", 429L, "retries-total", 1L, "failures-in-a-row", 1L));
    var during =
        look(3, 0, Map.of("last-error", 429L, "retries-total", 2L, "failures-in-a-row", 2L))
            .flows()
            .get(0)
            .error();
    var after =
        look(9, 0, Map.of("last-error", 429L, "retries-total", 2L, "failures-in-a-row", 0L))
            .flows()
            .get(0)
            .error();

    assertThat(during)
        .isEqualTo(
            new LastErrors.Shown(
                "ApiError 429",
                "Too many requests to …",
                "The budget is used up.",
                "Ask less.",
                "2026-03-01T00:00:03Z",
                false));
    assertThat(after)
        .isEqualTo(
            new LastErrors.Shown(
                "ApiError 429",
                "Too many requests to …",
                "The budget is used up.",
                "Ask less.",
                "2026-03-01T00:00:03Z",
                true));
  }

  @Test
  void tellsWhatAFailedTaskSaid() {
    var error =
        look(5, "FAILED", "ApiError 403: Forbidden GET https://x. Ask for the role.", 0, null)
            .flows()
            .get(0);

    assertThat(error.source()).isNull();
    assertThat(error.error())
        .isEqualTo(
            new LastErrors.Shown(
                "ApiError 403",
                "Forbidden GET https://x.",
                "May not read.",
                "Ask for the role.",
                "2026-03-01T00:00:05Z",
                false));
  }

  private PageView look(int second, long sent, Map<String, Long> more) {
    var figures = new HashMap<>(more);
    figures.put("events-sent-total", sent);
    return look(second, "RUNNING", "", sent, figures);
  }

  private PageView look(
      int second, String state, String problem, long records, @Nullable Map<String, Long> figures) {
    var event =
        "{\"at\":\"2026-03-01T00:00:00+0000\",\"what\":\"logged in\",\"by\":{\"name\":\"bob\"}}";
    var table = new TableCheck.State("a.table", 10, 9, 1, START, 0, 0, List.of(event));
    var vendor =
        new VendorState("Vendor", "source", List.of("/at", "/what", "/by/name"), List.of(table));
    var connectors =
        List.of(
            new Connectors.State(
                "devo", true, "RUNNING", List.of("RUNNING"), "", 0, List.of("a.topic")),
            new Connectors.State(
                "source", false, state, List.of(state), problem, records, List.of("a.topic")));
    var shown =
        figures == null
            ? Map.<String, Figures>of()
            : Map.of("source", new Figures(List.of(figures)));
    return model.view(
        new PageModel.Seen(
            START.plusSeconds(second),
            new Snapshot(List.of(vendor), connectors),
            shown,
            Map.of("a.topic", 4L)));
  }
}
