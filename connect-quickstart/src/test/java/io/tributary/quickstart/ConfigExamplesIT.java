// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connect.rest.ConnectApi;
import io.tributary.quickstart.demo.DemoFakes;
import io.tributary.quickstart.worker.ConnectorFile;
import io.tributary.quickstart.worker.Layout;
import io.tributary.quickstart.worker.Platform;
import io.tributary.testkit.http.TestCertificates;
import io.tributary.testkit.vendor.ExampleSecrets;
import io.tributary.testkit.vendor.VendorFixture;
import io.tributary.testkit.vendor.Vendors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The packaged connectors accept every example on a real worker. */
class ConfigExamplesIT {
  private static final String SECRETS = "/etc/kafka-connect/secrets";
  private static final String STRINGS = "org.apache.kafka.connect.storage.StringConverter";

  @TempDir static Path directory;
  private static DemoFakes fakes;
  private static Platform platform;

  @BeforeAll
  static void startWorker() throws Exception {
    var layout = new Layout(Command.ROOT, directory.resolve("data"));
    layout.prepare(false);
    fakes = DemoFakes.start(layout);
    platform = Platform.start(layout, Set.of(directory));
    writeSecrets(directory.resolve("secrets"));
  }

  @AfterAll
  static void stopWorker() {
    platform.close();
    fakes.close();
  }

  @ParameterizedTest
  @MethodSource("directories")
  void thereAreSomeForTheQuickstartAndEachConnector(Path directory) throws Exception {
    assertThat(ConnectorFile.readAll(directory)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void thereIsOneForEachWayToLogIn(VendorFixture vendor) throws Exception {
    var examples = ConnectorFile.readAll(ofVendor(vendor));
    try (var fake = vendor.start()) {
      for (var login : fake.logins()) {
        assertThat(examples)
            .as(login.method())
            .anyMatch(example -> example.config().keySet().containsAll(login.secrets()));
      }
    }
  }

  static List<VendorFixture> vendors() {
    return Vendors.all();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isAccepted(Path example) throws Exception {
    Map<String, String> config = here(ConnectorFile.read(example));
    if (config.getOrDefault("base.url", "").startsWith("https://")) {
      // No server answers: the addresses are examples.
      config.put("connection.check.enabled", "false");
    }

    assertThat(rest().validate(config.get("connector.class"), config)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void carriesTextAndNoSecret(Path example) throws Exception {
    var config = ConnectorFile.read(example).config();

    assertThat(config).containsEntry("key.converter", STRINGS);
    assertThat(config).containsEntry("value.converter", STRINGS);
    for (String name :
        List.of(
            "token",
            "client.secret",
            "signature.secret",
            "jwt.private.key",
            "password",
            "refresh.token",
            "ssl.keystore.key",
            "obfuscation.hash.key")) {
      assertThat(config.getOrDefault(name, "${")).as(name).startsWith("${");
    }
    if (config.containsKey("base.url")) {
      assertThat(config).containsKey("initial.start.time.in.utc");
    } else {
      assertThat(config)
          .containsEntry("consumer.override.isolation.level", "read_committed")
          .containsEntry("header.converter", STRINGS)
          .containsEntry("errors.tolerance", "all")
          .containsEntry("errors.deadletterqueue.context.headers.enable", "true")
          .containsEntry("producer.override.max.request.size", "16777216")
          .containsKey("errors.deadletterqueue.topic.name");
    }
  }

  /** Whoever copies an example gets all events, each in the table of its kind. */
  @ParameterizedTest
  @MethodSource("examples")
  void leavesOutNoEventAndNoTable(Path example) throws Exception {
    assertThat(ConnectorFile.read(example).config())
        .doesNotContainKeys("devo.tag.map", "module.names", "tags.allowed");
  }

  static List<Path> directories() throws IOException {
    var directories = new ArrayList<>(List.of(Command.ROOT.resolve("config-examples/quickstart")));
    for (var module : new Layout(Command.ROOT, directory).connectorModules()) {
      directories.add(module.resolve("config-examples"));
    }
    return directories;
  }

  static List<Path> examples() throws IOException {
    var examples = new ArrayList<Path>();
    for (var directory : directories()) {
      try (var files = Files.newDirectoryStream(directory, "*.json")) {
        files.forEach(examples::add);
      }
    }
    return examples;
  }

  /** The example with the paths of this test's files. */
  private static Map<String, String> here(ConnectorFile example) {
    var config = new LinkedHashMap<String, String>();
    config.put("name", example.name());
    // The hosts in the examples do not exist.
    config.put("connection.check.enabled", "false");
    example
        .config()
        .forEach(
            (name, value) ->
                config.put(
                    name,
                    value
                        .replace(SECRETS, directory.resolve("secrets").toString())
                        .replace(
                            Path.of("target/quickstart/demo").toAbsolutePath().toString(),
                            directory.resolve("data").toString())));
    return config;
  }

  private static void writeSecrets(Path secrets) throws Exception {
    for (var vendor : Vendors.all()) {
      writeSecrets(secrets, vendor);
    }
    Files.writeString(
        secrets.resolve("devo.properties"),
        "token=t\nkeystore.password=%1$s\ntruststore.password=%1$s\n"
            .formatted(TestCertificates.PASSWORD));
    var certificates = TestCertificates.create(directory.resolve("certificates"));
    Path devo = Files.createDirectories(secrets.resolve("devo"));
    Files.copy(certificates.client().keyFile(), devo.resolve("devo.key"));
    Files.copy(certificates.client().chainFile(), devo.resolve("devo.crt"));
    Files.copy(certificates.authorityFile(), devo.resolve("chain.crt"));
    Files.copy(certificates.client().keyStore(), devo.resolve("devo.p12"));
    Files.copy(certificates.trustStore(), devo.resolve("truststore.p12"));
  }

  /** Writes the files that a vendor's examples refer to, with the values of its logins. */
  private static void writeSecrets(Path secrets, VendorFixture vendor) throws Exception {
    try (var fake = vendor.start()) {
      var values = new ExampleSecrets(secrets, fake);
      for (var example : ConnectorFile.readAll(ofVendor(vendor))) {
        values.write(example.config());
      }
    }
  }

  private static Path ofVendor(VendorFixture vendor) {
    return Command.ROOT.resolve("connector-" + vendor.name()).resolve("config-examples");
  }

  private static ConnectApi rest() {
    return platform.client();
  }
}
