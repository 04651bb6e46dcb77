package io.tributary.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.cloudsek.fixture.AlertRows;
import io.tributary.cloudsek.fixture.FakeCloudSek;
import io.tributary.kiteworks.fixture.ActivityRows;
import io.tributary.kiteworks.fixture.FakeKiteworks;
import io.tributary.testkit.devo.FakeDevo;
import io.tributary.tool.io.JsonIo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  private static final Instant DAY = Instant.parse("2026-10-02T00:00:00Z");

  @TempDir private Path directory;

  @Test
  void showsTheFirstPageOfASource() {
    try (var cloudSek = FakeCloudSek.start()) {
      cloudSek.add(AlertRows.nested(1, 120, DAY, DAY.plus(Duration.ofDays(1))));

      var run = CommandRun.of("check", file(cloudSek(cloudSek, cloudSek.token())), "--json");

      var found = run.json().path(0);
      assertThat(run.status()).as(run.out()).isZero();
      assertThat(found.path("ok").asBoolean()).isTrue();
      assertThat(found.path("events").asInt()).isEqualTo(100);
      assertThat(found.path("more").asBoolean()).isTrue();
      var newest = cloudSek.log().rows().get(119);
      assertThat(found.path("newest").asText()).isEqualTo(newest.time().toString());
      assertThat(found.path("id").asText()).isEqualTo(newest.id());
      assertThat(found.has("page")).isFalse();
    }
  }

  @Test
  void showsEventsOnlyWhenItIsTo() {
    try (var kiteworks = FakeKiteworks.start()) {
      kiteworks.add(ActivityRows.realistic(1, 3, DAY, DAY.plusSeconds(60)));
      var config = file(kiteworks(kiteworks));

      var quiet = CommandRun.of("check", config);
      var loud = CommandRun.of("check", config, "--show");

      var first = kiteworks.log().rows().get(0);
      assertThat(quiet.status()).as(quiet.out()).isZero();
      assertThat(quiet.out()).contains("feed: OK", "events: 3", "oldest: " + first.time());
      assertThat(quiet.out()).doesNotContain(first.json());
      assertThat(loud.out()).contains(first.json());
    }
  }

  @Test
  void readsSecretsThroughPlaceholders() throws IOException {
    try (var cloudSek = FakeCloudSek.start()) {
      cloudSek.add(AlertRows.nested(1, 2, DAY, DAY.plusSeconds(60)));
      var secrets = directory.resolve("cloudsek.properties");
      Files.writeString(secrets, "token=" + cloudSek.token());

      var run = CommandRun.of("check", file(cloudSek(cloudSek, "${file:" + secrets + ":token}")));
      Files.delete(secrets);
      var without =
          CommandRun.of("check", file(cloudSek(cloudSek, "${file:" + secrets + ":token}")));

      assertThat(run.status()).as(run.out()).isZero();
      assertThat(without.status()).isEqualTo(1);
      assertThat(without.err()).contains("a placeholder cannot be resolved on this machine");
    }
  }

  @Test
  void tellsEveryFaultOnItsSetting() {
    try (var cloudSek = FakeCloudSek.start()) {
      var config = cloudSek(cloudSek, "");
      config.put("page.size", "101");

      var run = CommandRun.of("check", file(config), "--json");

      assertThat(run.status()).isEqualTo(1);
      var faults = run.json().at("/0/faults");
      assertThat(faults.at("/page.size/0").asText()).startsWith("SetupError 11: ");
      assertThat(faults.at("/token/0").asText()).startsWith("SetupError 8: ");
      assertThat(cloudSek.requests()).isEmpty();
    }
  }

  @Test
  void tellsThatACredentialIsRefusedWithoutRepeatingIt() {
    try (var cloudSek = FakeCloudSek.start()) {
      var run = CommandRun.of("check", file(cloudSek(cloudSek, "wrong-token")));

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.out())
          .contains("feed: NOT OK", "token: ApiError 401")
          .doesNotContain("wrong-token");
    }
  }

  @Test
  void isNotContentWithAVendorThatDoesNotAnswer() {
    var config = new HashMap<String, String>();
    try (var cloudSek = FakeCloudSek.start()) {
      config.putAll(cloudSek(cloudSek, cloudSek.token()));
    }

    var run = CommandRun.of("check", file(config));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("first page: ApiError 497");
  }

  @Test
  void doesNotUseUpARefreshToken() {
    try (var kiteworks = FakeKiteworks.start()) {
      var config = kiteworks(kiteworks);
      config.keySet().removeIf(setting -> setting.matches("signature.secret|redirect.uri"));
      config.put("auth.method", "refresh_token");
      config.put("refresh.token", "only-once");

      var run = CommandRun.of("check", file(config));

      assertThat(run.status()).isZero();
      assertThat(run.out()).contains("nothing was read");
      assertThat(kiteworks.requests()).isEmpty();
    }
  }

  @Test
  void triesTheConnectionOfASink() {
    try (var devo = FakeDevo.tcp()) {
      var run = CommandRun.of("check", file(devo(devo.endpoint().toString())));

      assertThat(run.status()).as(run.out()).isZero();
      await().until(() -> devo.connections() == 1);
    }
    var unknown = CommandRun.of("check", file(devo("tcp://no-such-host.invalid:13000")));
    assertThat(unknown.status()).isEqualTo(1);
    assertThat(unknown.out()).contains("endpoint: SetupError");
  }

  @Test
  void tellsWrongFilesFromWrongCommandLines() throws IOException {
    var list = Files.writeString(directory.resolve("list.json"), "[1]");
    var other = file(new HashMap<>(Map.of("connector.class", "org.example.Other")));

    assertThat(CommandRun.of("check").status()).isEqualTo(2);
    assertThat(CommandRun.of("check", directory.resolve("none.json")).err())
        .contains("There is no file");
    assertThat(CommandRun.of("check", list).err()).contains("connector.class is missing");
    assertThat(CommandRun.of("check", other).err()).contains("Known are io.tributary.kiteworks");
  }

  private Path file(Map<String, String> config) {
    try {
      return Files.writeString(
          directory.resolve("feed.json"), JsonIo.text(Map.of("name", "feed", "config", config)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, String> cloudSek(FakeCloudSek cloudSek, String token) {
    var config = new HashMap<String, String>();
    config.put("connector.class", "io.tributary.cloudsek.CloudSekSourceConnector");
    config.put("base.url", cloudSek.url().toString());
    config.put("token", token);
    config.put("initial.start.time.in.utc", DAY.toString());
    return config;
  }

  private static Map<String, String> kiteworks(FakeKiteworks kiteworks) {
    var config = new HashMap<String, String>();
    config.put("connector.class", "KiteworksSource");
    config.put("base.url", kiteworks.url().toString());
    config.put("auth.method", "signature");
    config.put("client.id", kiteworks.app().clientId());
    config.put("client.secret", kiteworks.app().clientSecret());
    config.put("signature.secret", kiteworks.app().signatureSecret());
    config.put("redirect.uri", kiteworks.app().redirectUri());
    config.put("user.email", kiteworks.app().userEmail());
    config.put("initial.start.time.in.utc", DAY.toString());
    return config;
  }

  private static Map<String, String> devo(String endpoint) {
    var config = new HashMap<String, String>();
    config.put("connector.class", "io.tributary.devo.DevoSinkConnector");
    config.put("topics", "a");
    config.put("endpoint", endpoint);
    return config;
  }
}
