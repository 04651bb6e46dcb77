package io.tributary.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.ConnectRest;
import io.tributary.testkit.http.TestCertificates;
import io.tributary.kiteworks.fixture.FakeKiteworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every example is accepted by the packaged connector on a real worker. */
class ConfigExamplesIT {
  private static final Path EXAMPLES = Command.ROOT.resolve("config-examples");
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
    platform = Platform.start(layout);
    writeSecrets(directory.resolve("secrets"));
  }

  @AfterAll
  static void stopWorker() {
    platform.close();
    fakes.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"quickstart", "kiteworks", "cloudsek", "threatq", "devo"})
  void thereAreSomeForEachConnector(String name) throws Exception {
    assertThat(ConnectorFile.readAll(EXAMPLES.resolve(name))).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isAccepted(Path example) throws Exception {
    Map<String, String> config = here(ConnectorFile.read(example));
    if (config.getOrDefault("base.url", "").startsWith("https://")) {
      // Nobody is there: the addresses are examples.
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
      assertThat(config).containsEntry("consumer.override.isolation.level", "read_committed");
    }
  }

  static List<Path> examples() throws IOException {
    try (var files = Files.walk(EXAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  /** The example with its files where this test has put them. */
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
                        .replace("target/quickstart/demo", directory.resolve("data").toString())));
    return config;
  }

  private static void writeSecrets(Path secrets) throws IOException {
    Files.createDirectories(secrets.resolve("kiteworks"));
    Files.writeString(
        secrets.resolve("kiteworks.properties"),
        """
        client.secret=s
        signature.secret=t
        password=p
        refresh.token=r
        obfuscation.hash.key=k
        """);
    try (var kiteworks = FakeKiteworks.start()) {
      Files.writeString(secrets.resolve("kiteworks/jwt-key.pem"), kiteworks.app().privateKeyPem());
    }
    Files.writeString(secrets.resolve("cloudsek.properties"), "token=t\n");
    Files.writeString(
        secrets.resolve("threatq.properties"), "client.id=i\nclient.secret=s\npassword=p\n");
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

  private static ConnectRest rest() {
    return platform.client();
  }
}
