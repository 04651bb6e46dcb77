// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.quickstart.demo.Faults;
import io.tributary.quickstart.demo.Snapshot;
import io.tributary.quickstart.demo.TableCheck;
import io.tributary.quickstart.demo.VendorState;
import io.tributary.quickstart.worker.Connectors;
import io.tributary.quickstart.worker.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageModelTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private final ErrorTexts texts = new ErrorTexts();

  @TempDir private Path directory;
  private PageModel model;

  @BeforeEach
  void createModel() {
    model = model("");
    texts.add(
        new ErrorTexts.Entry(
            "ApiError 429", "Too many requests to …", "The budget is used up.", "Ask less."));
    texts.add(
        new ErrorTexts.Entry("ApiError 403", "Forbidden", "May not read.", "Ask for the role."));
  }

  @Test
  void followsEventsFromVendorToTable() throws IOException {
    look(1, 50, Map.of());
    var view =
        look(
            3,
            90,
            Map.of("events-duplicate-total", 7L, "lag-ms", 1500L, "events-recovered-total", 2L));

    var flow = view.flows().get(0);
    assertThat(flow.vendor()).isEqualTo("Vendor");
    assertThat(flow.source())
        .isEqualTo(new PageView.Source(0, 0, 7, 20, 1500, "2026-03-01T00:00:01Z", false, 2, 0));
    assertThat(flow.hours()).isNotNull();
    assertThat(flow.hours().words())
        .isEqualTo("The last 24 hours: 23 sent, without proof; 1 not read to the end yet");
    assertThat(flow.topic()).isEqualTo(new PageView.Topic("a.topic", 90, 20, 4));
    assertThat(flow.tables()).containsExactly(new PageView.Table("a.table", 10, 9, 9, 0, 1, 0, 0));
    assertThat(flow.latest())
        .containsExactly(new Preview("2026-03-01T00:00:00Z", "logged in · bob"));
    assertThat(flow.error()).isNull();
    assertThat(flow.charts()).isEqualTo(new PageView.Charts(List.of(20.0), List.of(1500.0)));
    assertThat(flow.task().restart()).isEmpty();
    assertThat(view.sinks()).extracting(PageView.Sink::waiting).containsExactly(4L);
    assertThat(view.sinks()).extracting(sink -> sink.task().name()).containsExactly("devo");
  }

  @Test
  void showsWhatWasLoggedWithItsTime() throws IOException {
    log(
        "2026-03-01T00:00:01,900 WARN  [task] c.E source: ApiError 429: Too many requests to GET"
            + " https://x. Ask less. Retrying in 4 s");
    log("2026-03-01T00:00:02,100 WARN  [task] c.E other: ApiError 429: Not ours.");

    var error = look(8, 0, Map.of("last-error", 429L, "failures-in-a-row", 1L)).flows().get(0);

    assertThat(error.error())
        .isEqualTo(
            new LastErrors.Shown(
                "ApiError 429",
                "Too many requests to GET https://x. Retrying in 4 s",
                "The budget is used up.",
                "Ask less.",
                "2026-03-01T00:00:01Z",
                false));
  }

  @Test
  void showsTheLaterOfTwoLinesWhenBothAreWhole() throws IOException {
    var line = "2026-03-01T00:00:0%d,000 WARN  [t] c.E source: ApiError 429: At %s.%s";
    write(line.formatted(1, "one", "\n") + line.formatted(2, "two, ü", "").substring(0, 60));
    var first = look(3, 0, Map.of("last-error", 429L, "failures-in-a-row", 1L));
    write(line.formatted(2, "two, ü", "").substring(60) + "\n");
    var second = look(4, 0, Map.of("last-error", 429L, "failures-in-a-row", 1L));

    assertThat(first.flows().get(0).error())
        .extracting(LastErrors.Shown::text)
        .isEqualTo("At one.");
    assertThat(second.flows().get(0).error())
        .extracting(LastErrors.Shown::text)
        .isEqualTo("At two, ü.");
  }

  @Test
  void tellsTheCommandsThatRestartOwnFiles() throws IOException {
    model = model("./quickstart --keep 'a.json'");

    var view = look(1, 0, Map.of());

    assertThat(view.again()).isEqualTo("./quickstart --keep 'a.json'");
    assertThat(view.flows().get(0).task().restart())
        .isEqualTo(
            "curl -X POST 'http://127.0.0.1:8083/connectors/source/restart?includeTasks=true'");
  }

  @Test
  void showsAnErrorWithItsRemedyUntilAndAfterItIsOver() throws IOException {
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
  void showsTheMessageOfAFailedTaskWithTheTimeOfTheFailure() throws IOException {
    look(5, "FAILED", "ApiError 403: Forbidden GET https://x. Ask for the role.", 0, null);
    var error =
        look(9, "FAILED", "ApiError 403: Forbidden GET https://x. Ask for the role.", 0, null)
            .flows()
            .get(0);

    assertThat(error.source()).isNull();
    assertThat(error.task().restart()).contains("/connectors/source/restart");
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

  private PageModel model(String again) {
    return new PageModel(
        "http://127.0.0.1:8083",
        again,
        START,
        Faults.none(),
        texts,
        new ErrorLog(directory.resolve("log")));
  }

  private void log(String line) throws IOException {
    write(line + "\n");
  }

  private void write(String text) throws IOException {
    Files.writeString(
        directory.resolve("log"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private PageView look(int second, long sent, Map<String, Long> more) throws IOException {
    var figures = new HashMap<>(more);
    figures.put("events-sent-total", sent);
    return look(second, "RUNNING", "", sent, figures);
  }

  private PageView look(
      int second, String state, String problem, long records, @Nullable Map<String, Long> figures)
      throws IOException {
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
            Map.of(),
            Map.of("a.topic", 4L)));
  }
}
