package io.tributary.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusPageTest {
  @Test
  void takesAnotherPortWhenTheWantedOneIsTaken() throws Exception {
    try (var first = StatusPage.start(0);
        var second = StatusPage.start(first.url().getPort())) {
      assertThat(second.url().getPort()).isNotEqualTo(first.url().getPort());
      assertThat(get(second.url()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void servesThePageAndWhatItWasTold() throws Exception {
    try (var page = StatusPage.start(0)) {
      assertThat(get(page.url().resolve("status.json")).body()).isEqualTo("{}");
      var table = new TableCheck.State("my.app.a", 3, 2, 1, 0, 0, List.of("<b>ü</b>"));
      var connector = new Connectors.State("source", "RUNNING", "", 2);

      page.show(new Snapshot(7, "http://127.0.0.1:8083", List.of(table), List.of(connector)));

      assertThat(get(page.url()).body()).contains("<title>Tributary quickstart</title>");
      assertThat(get(page.url().resolve("status.json")).body())
          .contains("\"seconds\":7", "\"table\":\"my.app.a\"", "\"lost\":1", "<b>ü</b>")
          .contains("\"name\":\"source\"", "\"state\":\"RUNNING\"");
      assertThat(get(page.url().resolve("other")).statusCode()).isEqualTo(404);
    }
  }

  private static HttpResponse<String> get(URI url) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
  }
}
