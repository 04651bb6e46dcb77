// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.quickstart.worker.Layout;
import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.vendor.FakeVendor;
import io.tributary.testkit.vendor.VendorFixture;
import io.tributary.testkit.vendor.Vendors;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command itself. One run at a time, because it works in the checkout's target directory. */
class QuickstartIT {
  private static final Pattern OK =
      Pattern.compile(
          Vendors.all().stream()
              .map(vendor -> Pattern.quote(vendor.demo().table()) + "=(\\d+)")
              .collect(joining(" ", "quickstart: OK ", " lost=0 duplicates=0")));

  private static final VendorFixture VENDOR = Vendors.all().get(0);

  private static final Pattern PAGE = Pattern.compile("Live page +(\\S+)");

  @TempDir Path directory;

  @Test
  void carriesEveryEventOfAllVendorsIntoDevoOnce() throws Exception {
    var command = Command.start(directory.resolve("said"), "--check");

    assertThat(command.await(120)).as(command::said).isZero();
    var last = OK.matcher(command.said().lines().reduce("", (before, line) -> line));
    assertThat(last.matches()).as(command::said).isTrue();
    for (var vendor = 1; vendor <= last.groupCount(); vendor++) {
      assertThat(Integer.parseInt(last.group(vendor))).isGreaterThanOrEqualTo(5_000);
    }
    assertThat(command.said()).doesNotContain("Exception");
  }

  @Test
  void runsConnectorsOfOnesOwnUntilItIsStopped() throws Exception {
    try (var vendor = VENDOR.start();
        var devo = FakeDevo.tcp()) {
      Instant now = Instant.now();
      vendor.add(VENDOR.rows(1, 50, now.minusSeconds(3_600), now.minusSeconds(120)));
      var command =
          Command.start(
              directory.resolve("said"),
              source(vendor, vendor.url().toString(), "my-source"),
              sink(devo));
      try {
        devo.awaitMessages(50, Duration.ofSeconds(60));
        Awaitility.await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> command.said().contains("my-source                RUNNING    50 records"));
        assertThat(page(command))
            .contains(
                "\"demo\":false", "\"vendor\":\"my-source\"", "\"records\":50", "\"upToDate\":true")
            .doesNotContain("storm");
      } finally {
        command.process().destroy();
      }

      // 128 + SIGTERM.
      assertThat(command.await(30)).isEqualTo(143);
      assertThat(command.said()).endsWith("Stopped.\n").doesNotContain("Exception");
      assertThat(devo.messages()).hasSize(50);
    }
  }

  @Test
  void leavesTheDataOfARunningOneAlone() throws Exception {
    var lock = Layout.own(Command.ROOT).data().resolveSibling("own.lock");
    Files.createDirectories(lock.getParent());
    try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var held = channel.lock()) {
      var command = Command.start(directory.resolve("said"), "a.json");

      assertThat(held.isValid()).isTrue();
      assertThat(command.await(30)).isEqualTo(1);
      assertThat(command.said()).startsWith("Another quickstart is running in ");
    }
  }

  @Test
  void saysWhichSettingsAreWrong() throws Exception {
    try (var vendor = VENDOR.start()) {
      var login = vendor.logins().get(0);
      var command =
          Command.start(directory.resolve("said"), source(vendor, "ftp://x", "my-source"));

      assertThat(command.await(60)).isEqualTo(1);
      assertThat(command.said())
          .contains("my-source.json is not accepted:\n  base.url\n    SetupError 3: base.url must")
          .doesNotContain("Exception")
          .doesNotContain(login.settings().get(login.secrets().get(0)));
    }
  }

  @Test
  void saysWhichSecretIsNotThere() throws Exception {
    var secret = "";
    try (var vendor = VENDOR.start()) {
      secret = vendor.logins().get(0).secrets().get(0);
    }
    String file =
        write(
            "my-source",
            """
            "connector.class": "%s",
            "base.url": "http://127.0.0.1:1", "%s": "${file:/nowhere/x.properties:x}"
            """
                .formatted(VENDOR.connectorClass(), secret));
    var command = Command.start(directory.resolve("said"), file);

    assertThat(command.await(60)).isEqualTo(1);
    assertThat(command.said())
        .endsWith(
            "my-source.json: "
                + secret
                + " refers to ${file:/nowhere/x.properties:x}, but there is no such file.\n");
  }

  /** The JSON of the live page. */
  private static String page(Command command) throws IOException, InterruptedException {
    var url = PAGE.matcher(command.said()).results().findFirst().orElseThrow().group(1);
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url + "status.json")).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** With the secrets in separate files. */
  private String source(FakeVendor vendor, String baseUrl, String name) throws IOException {
    var config = new StringBuilder();
    var login = vendor.logins().get(0);
    for (var setting : login.settings().entrySet()) {
      var value = setting.getValue();
      if (login.secrets().contains(setting.getKey())) {
        Files.writeString(directory.resolve(setting.getKey()), value);
        value = "${directory:%s:%s}".formatted(directory, setting.getKey());
      }
      config.append("\"%s\": \"%s\", ".formatted(setting.getKey(), value));
    }
    return write(
        name,
        config
            + """
        "connector.class": "%s", "base.url": "%s",
        "initial.start.time.in.utc": "%s", "poll.interval.ms": 1000
        """
                .formatted(VENDOR.connectorClass(), baseUrl, Instant.now().minusSeconds(7_200)));
  }

  private String sink(FakeDevo devo) throws IOException {
    return write(
        "my-sink",
        """
        "connector.class": "io.tributary.devo.DevoSinkConnector",
        "topics": "%s", "endpoint": "%s",
        "errors.tolerance": "all", "errors.deadletterqueue.topic.name": "devo-rejected"
        """
            .formatted(VENDOR.demo().table(), devo.endpoint()));
  }

  private String write(String name, String config) throws IOException {
    String strings = "org.apache.kafka.connect.storage.StringConverter";
    String text =
        "{\"name\": \"%s\", \"config\": {\"key.converter\": \"%s\", \"value.converter\": \"%s\", %s}}"
            .formatted(name, strings, strings, config);
    return Files.writeString(directory.resolve(name + ".json"), text).toString();
  }
}
