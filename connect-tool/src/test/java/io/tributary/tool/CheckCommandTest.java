// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import static io.tributary.testkit.vendor.VendorBehavior.LOGS_IN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.vendor.FakeVendor;
import io.tributary.testkit.vendor.VendorFixture;
import io.tributary.testkit.vendor.VendorLogin;
import io.tributary.testkit.vendor.Vendors;
import io.tributary.tool.io.JsonIo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  private static final VendorFixture TOKEN = Vendors.without(LOGS_IN);
  private static final VendorFixture LOGIN = Vendors.with(LOGS_IN);
  private static final Instant DAY = Instant.parse("2026-10-02T00:00:00Z");

  @TempDir private Path directory;

  @Test
  void showsTheFirstPageOfASource() {
    try (var vendor = TOKEN.start()) {
      vendor.add(TOKEN.rows(1, 120, DAY, DAY.plus(Duration.ofDays(1))));

      var run = CommandRun.of("check", file(config(TOKEN, vendor)), "--json");

      var found = run.json().path(0);
      assertThat(run.status()).as(run.out()).isZero();
      assertThat(found.path("ok").asBoolean()).isTrue();
      assertThat(found.path("events").asInt()).isEqualTo(100);
      assertThat(found.path("more").asBoolean()).isTrue();
      var newest = vendor.log().rows().get(119);
      assertThat(found.path("newest").asText()).isEqualTo(newest.time().toString());
      assertThat(found.path("id").asText()).isEqualTo(newest.id());
      assertThat(found.has("page")).isFalse();
    }
  }

  @Test
  void tellsThatAFirstStartWouldBeRefusedWithoutCallingTheSettingsWrong() {
    try (var vendor = TOKEN.start()) {
      var config = config(TOKEN, vendor);
      config.put("initial.start.time.in.utc", "2001-01-01T00:00:00Z");
      config.remove("initial.start.time.max.age.days");

      var run = CommandRun.of("check", file(config));

      assertThat(run.status()).as(run.out()).isZero();
      assertThat(run.out()).contains("without an offset it does not start: SetupError 16: ");
      assertThat(CommandRun.of("check", file(config), "--json").json().at("/0/first_start"))
          .asString()
          .contains("SetupError 16: ");
    }
  }

  @Test
  void showsEventsOnlyWhenItIsTo() {
    try (var vendor = LOGIN.start()) {
      vendor.add(LOGIN.rows(1, 3, DAY, DAY.plusSeconds(60)));
      var settings = config(LOGIN, vendor);
      settings.computeIfPresent(
          "connector.class", (name, type) -> type.replaceAll(".*\\.|Connector$", ""));
      var config = file(settings);

      var quiet = CommandRun.of("check", config);
      var loud = CommandRun.of("check", config, "--show");

      var first = vendor.log().rows().get(0);
      assertThat(quiet.status()).as(quiet.out()).isZero();
      assertThat(quiet.out()).contains("feed: OK", "events: 3", "oldest: " + first.time());
      assertThat(quiet.out()).doesNotContain(first.json());
      assertThat(loud.out()).contains(first.json());
    }
  }

  @Test
  void readsSecretsThroughPlaceholders() throws IOException {
    try (var vendor = TOKEN.start()) {
      vendor.add(TOKEN.rows(1, 2, DAY, DAY.plusSeconds(60)));
      var secrets = directory.resolve("secrets.properties");
      Files.writeString(secrets, "x=" + vendor.logins().get(0).settings().get(secret(vendor)));

      var run = CommandRun.of("check", file(config(vendor, "${file:" + secrets + ":x}")));
      Files.delete(secrets);
      var without = CommandRun.of("check", file(config(vendor, "${file:" + secrets + ":x}")));

      assertThat(run.status()).as(run.out()).isZero();
      assertThat(without.status()).isEqualTo(1);
      assertThat(without.err()).contains("a placeholder cannot be resolved on this machine");
    }
  }

  @Test
  void reportsEveryFaultOnItsSetting() {
    try (var vendor = TOKEN.start()) {
      var config = config(vendor, "");
      config.put("page.size", "0");

      var run = CommandRun.of("check", file(config), "--json");

      assertThat(run.status()).isEqualTo(1);
      var faults = run.json().at("/0/faults");
      assertThat(faults.at("/page.size/0").asText()).startsWith("SetupError 11: ");
      assertThat(faults.path(secret(vendor)).path(0).asText()).startsWith("SetupError 8: ");
      assertThat(vendor.requests()).isEmpty();
    }
  }

  @Test
  void reportsThatACredentialIsRefusedWithoutRepeatingIt() {
    try (var vendor = TOKEN.start()) {
      var run = CommandRun.of("check", file(config(vendor, "wrong-token")));

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.out())
          .contains("feed: NOT OK", secret(vendor) + ": ApiError 401")
          .doesNotContain("wrong-token");
    }
  }

  @Test
  void isNotContentWithAVendorThatDoesNotAnswer() {
    var config = new HashMap<String, String>();
    try (var vendor = TOKEN.start()) {
      config.putAll(config(TOKEN, vendor));
    }

    var run = CommandRun.of("check", file(config));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("first page: ApiError 497");
  }

  @Test
  void doesNotUseUpARefreshToken() {
    for (var fixture : Vendors.all()) {
      try (var vendor = fixture.start()) {
        for (var login : vendor.logins()) {
          if (login.settings().containsKey("refresh.token")) {
            var config = config(fixture, vendor, login);
            config.put("refresh.token", "only-once");

            var run = CommandRun.of("check", file(config));

            assertThat(run.status()).isZero();
            assertThat(run.out()).contains("not tried: the login and the first page");
            assertThat(vendor.requests()).isEmpty();
          }
        }
      }
    }
  }

  @Test
  void warnsOfWhatIsProbablyNotMeant() {
    try (var vendor = TOKEN.start()) {
      var config = config(TOKEN, vendor);
      config.put("poll.intervall.ms", "1000");

      var run = CommandRun.of("check", file(config));

      assertThat(run.status()).as(run.out()).isZero();
      assertThat(run.out())
          .contains(
              "warning: unknown settings have no effect: [poll.intervall.ms (did you mean"
                  + " poll.interval.ms?)]")
          .contains("warning: value.converter is not set, so that of the worker counts.");
      assertThat(CommandRun.of("check", file(config), "--json").json().at("/0/warnings"))
          .hasSize(2);
    }
  }

  @Test
  void saysWhatItCouldNotTry() {
    try (var devo = FakeDevo.tcp()) {
      var config = devo(devo.endpoint().toString());
      config.put("value.converter", "x");
      config.put("errors.tolerance", "all");

      assertThat(CommandRun.of("check", file(config)).out())
          .contains("not tried: delivery: only a record shows whether Devo accepts")
          .contains("not tried: settings that Connect itself reads: errors.tolerance, value.conv")
          .contains("not tried: Kafka and the worker: ");
    }
  }

  @Test
  void refusesAReferenceThatCannotBeResolvedHere() throws IOException {
    try (var vendor = TOKEN.start()) {
      var secrets = Files.writeString(directory.resolve("secrets.properties"), "x=y");
      for (var reference : List.of("${file:" + secrets + ":Token}", "${vault:kv:token}")) {
        var run = CommandRun.of("check", file(config(vendor, reference)));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
            .contains(secret(vendor) + ": SetupError 707: ")
            .contains("not tried: config providers other than file, directory and env")
            .contains("not tried: the connection, because settings are wrong");
      }
      assertThat(vendor.requests()).isEmpty();
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
  void distinguishesWrongFilesFromWrongCommandLines() throws IOException {
    var list = Files.writeString(directory.resolve("list.json"), "[1]");
    var other = file(new HashMap<>(Map.of("connector.class", "org.example.Other")));

    assertThat(CommandRun.of("check").status()).isEqualTo(2);
    assertThat(CommandRun.of("check", directory.resolve("none.json")).err())
        .contains("There is no file");
    assertThat(CommandRun.of("check", list).err()).contains("connector.class is missing");
    assertThat(CommandRun.of("check", other).err()).contains("Known: io.tributary.");
  }

  private Path file(Map<String, String> config) {
    try {
      return Files.writeString(
          directory.resolve("feed.json"), JsonIo.text(Map.of("name", "feed", "config", config)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, String> config(VendorFixture fixture, FakeVendor vendor) {
    return config(fixture, vendor, vendor.logins().get(0));
  }

  private static Map<String, String> config(
      VendorFixture fixture, FakeVendor vendor, VendorLogin login) {
    var config = new HashMap<>(login.settings());
    config.put("connector.class", fixture.connectorClass());
    config.put("base.url", vendor.url().toString());
    config.put("initial.start.time.in.utc", DAY.toString());
    config.put("page.size", "100");
    return config;
  }

  /** The settings with another value for the secret. */
  private static Map<String, String> config(FakeVendor vendor, String secret) {
    var config = config(TOKEN, vendor);
    config.put(secret(vendor), secret);
    return config;
  }

  /** The setting that contains the secret. */
  private static String secret(FakeVendor vendor) {
    return vendor.logins().get(0).secrets().get(0);
  }

  private static Map<String, String> devo(String endpoint) {
    var config = new HashMap<String, String>();
    config.put("connector.class", "io.tributary.devo.DevoSinkConnector");
    config.put("topics", "a");
    config.put("endpoint", endpoint);
    return config;
  }
}
