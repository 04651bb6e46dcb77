package io.tributary.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tributary.testkit.connect.WorkerProcess;
import io.tributary.testkit.http.Fault;
import io.tributary.testkit.http.FaultScript;
import io.tributary.testkit.http.TestCertificates;
import io.tributary.kiteworks.fixture.ActivityRows;
import io.tributary.cloudsek.fixture.AlertRows;
import io.tributary.cloudsek.fixture.FakeCloudSek;
import io.tributary.kiteworks.fixture.FakeKiteworks;
import io.tributary.threatq.fixture.FakeThreatQ;
import io.tributary.testkit.vendor.FakeVendor;
import io.tributary.threatq.fixture.ThreatQRows;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * No secret gets out, whatever fails: into the worker's log at DEBUG, the REST API, the offsets,
 * the records or JMX, in no spelling. Only what Connect itself shows of a configuration that was
 * submitted (GET /connectors/X and GET /connectors/X/config) is left out: keep secrets in files.
 */
class CanaryIT {
  private static final Instant DAY = Instant.parse("2026-10-02T00:00:00Z");
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String REFRESH_TOKEN = "canary-refresh/token+0815=";
  private static final List<String> SOURCES =
      List.of(
          "io.tributary.kiteworks.KiteworksSourceConnector",
          "io.tributary.cloudsek.CloudSekSourceConnector",
          "io.tributary.threatq.ThreatQSourceConnector");

  private static final List<String> CONNECTORS =
      List.of(
          "jwt",
          "signature",
          "cloudsek",
          "threatq",
          "tls",
          "password",
          "refresh_token",
          "client_credentials");

  private static final List<Fault> FAULTS =
      List.of(
          Fault.echo(200),
          Fault.echo(400),
          Fault.echo(401),
          Fault.echo(403),
          Fault.echo(404),
          Fault.echo(422),
          Fault.echo(429),
          Fault.echo(500),
          Fault.html(),
          Fault.cutBody(),
          Fault.resetBefore(),
          Fault.redirect("http://127.0.0.1:9/"));

  private final Set<String> secrets = new HashSet<>();
  private final StringBuilder seen = new StringBuilder();

  @Test
  void noSecretGetsOut() throws IOException {
    var certificates = TestCertificates.create(Stack.directory("canary-tls"));
    try (var jwt = FakeKiteworks.start();
        var signature = FakeKiteworks.start();
        var cloudSek = FakeCloudSek.start();
        var threatQ = FakeThreatQ.start();
        var secure = FakeCloudSek.start(certificates.serverContext());
        var worker = Stack.newWorker("canary", true);
        var jmx = WorkerJmx.of(worker)) {
      worker.client().call("PUT", "/admin/loggers/io.tributary", Map.of("level", "DEBUG"));
      for (var kiteworks : List.of(jwt, signature)) {
        kiteworks.add(ActivityRows.realistic(1, 20, DAY, DAY.plusSeconds(60)));
        kiteworks.faults().on(FakeKiteworks.TOKEN).next(Fault.echo(500), Fault.echo(200));
      }
      cloudSek.add(AlertRows.nested(1, 20, DAY, DAY.plusSeconds(60)));
      threatQ.add(ThreatQRows.realistic(1, 20, DAY, DAY.plusSeconds(60)));
      know(jwt);
      know(threatQ.login().password());
      know(threatQ.login().oauthSecret());
      know(cloudSek.token());
      know(REFRESH_TOKEN);

      var feeds =
          Map.of(
              "jwt", jwt.faults().on(FakeKiteworks.ACTIVITIES),
              "signature", signature.faults().on(FakeKiteworks.ACTIVITIES),
              "cloudsek", cloudSek.faults().on(FakeCloudSek.ALERTS),
              "threatq", threatQ.faults().on(FakeThreatQ.QUERY));
      feeds.values().forEach(CanaryIT::failEverySecondTime);
      create(worker, "jwt", Configs.kiteworks(jwt, "canary-jwt"));
      create(worker, "signature", Configs.kiteworksBySignature(signature, "canary-signature"));
      create(worker, "cloudsek", Configs.cloudSek(cloudSek, "canary-cloudsek"));
      create(worker, "threatq", Configs.threatQ(threatQ, "canary-threatq"));
      create(worker, "tls", Configs.cloudSek(secure, "canary-tls"));
      feeds.forEach((name, faults) -> failForGood(worker, name, faults));
      signature.faults().on(FakeKiteworks.TOKEN).always(Fault.echo(400));
      threatQ.faults().on(FakeThreatQ.TOKEN).always(Fault.echo(400));
      failToLogIn(
          worker,
          Configs.kiteworks(signature, "canary-password"),
          Map.of(
              "auth.method", "password",
              "username", signature.app().userEmail(),
              "password", signature.app().password()));
      failToLogIn(
          worker,
          Configs.kiteworks(signature, "canary-refresh_token"),
          Map.of("auth.method", "refresh_token", "refresh.token", REFRESH_TOKEN));
      failToLogIn(
          worker,
          Configs.threatQ(threatQ, "canary-client_credentials"),
          Map.of(
              "auth.method", "client_credentials",
              "client.id", threatQ.login().oauthClient(),
              "client.secret", threatQ.login().oauthSecret()));
      awaitLog(worker, "ApiError 497");
      SOURCES.forEach(source -> refuseSettings(worker, source));

      List.of(jwt, signature, threatQ).forEach(this::knowWhatWasSent);
      for (var name : CONNECTORS) {
        seen.append(worker.client().get("/connectors/" + name + "/status"));
        seen.append(worker.client().get("/connectors/" + name + "/offsets"));
        Stack.reader()
            .now("canary-" + name)
            .forEach(
                record -> {
                  seen.append(record);
                  record
                      .headers()
                      .forEach(header -> seen.append(new String(header.value(), UTF_8)));
                });
      }
      seen.append(worker.client().get("/connectors?expand=status"));
      seen.append(jmx.dump()).append(Files.readString(worker.log()));
      assertThat(seen).contains("[hidden]", "ApiError 403", "ApiError 495", "canary-jwt");
      for (var secret : secrets) {
        assertThat(seen.indexOf(secret)).as("%s is in %s", secret, around(secret)).isNegative();
      }
    }
  }

  private static void create(WorkerProcess worker, String name, Map<String, String> config) {
    config.put("poll.interval.ms", "100");
    config.put("requests.limits", "");
    worker.client().create(name, config);
  }

  private static void failEverySecondTime(FaultScript faults) {
    for (var i = 0; i < FAULTS.size(); i++) {
      faults.at(2 * i + 2, FAULTS.get(i));
    }
  }

  private static void failForGood(WorkerProcess worker, String name, FaultScript faults) {
    Awaitility.await().atMost(SOON).until(() -> faults.count() == FAULTS.size());
    faults.always(Fault.echo(name.equals("cloudsek") ? 200 : 403));
    worker.client().awaitTaskState(name, 0, "FAILED", SOON);
  }

  private static void failToLogIn(
      WorkerProcess worker, Map<String, String> config, Map<String, String> login) {
    var name = login.get("auth.method");
    config.remove("jwt.private.key");
    config.putAll(login);
    create(worker, name, config);
    var task = worker.client().awaitTaskState(name, 0, "FAILED", SOON);
    assertThat(task.trace()).contains("InitVariablesError 100");
  }

  /** A secret where none belongs, in every setting that takes one. */
  private void refuseSettings(WorkerProcess worker, String source) {
    var config = new HashMap<String, String>();
    config.put("connector.class", source);
    config.put("name", "refused");
    var passwords = new ArrayList<String>();
    for (var setting : worker.client().get("/connector-plugins/" + source + "/config")) {
      if (setting.path("type").asText().equals("PASSWORD")) {
        passwords.add(setting.path("name").asText());
      }
    }
    assertThat(passwords).contains("ssl.key.password").hasSizeGreaterThan(4);
    for (var name : passwords) {
      var canary = "canary/" + name + "+4711=";
      know(canary);
      config.put(name, canary + "\n" + canary);
    }
    var path = "/connector-plugins/" + source + "/config/validate";
    var answer = worker.client().call("PUT", path, config);
    assertThat(answer.path("error_count").asInt()).isPositive();
    seen.append(answer);
    seen.append(catchThrowable(() -> worker.client().create("refused", config)));
  }

  private static void awaitLog(WorkerProcess worker, String text) {
    Awaitility.await().atMost(SOON).until(() -> Files.readString(worker.log()).contains(text));
  }

  private void know(FakeKiteworks kiteworks) {
    know(kiteworks.app().clientSecret());
    know(kiteworks.app().signatureSecret());
    know(kiteworks.app().password());
    kiteworks.app().privateKeyPem().lines().filter(l -> l.length() > 50).forEach(this::know);
  }

  /** What was made of the secrets: assertions, codes and access tokens. */
  private void knowWhatWasSent(FakeVendor vendor) {
    for (var request : vendor.requests()) {
      request.header("authorization").ifPresent(text -> know(text.replaceAll("\\w+ ", "")));
      request.form("assertion").ifPresent(this::know);
      request.form("code").ifPresent(this::know);
    }
  }

  private void know(String secret) {
    secrets.add(secret);
    secrets.add(URLEncoder.encode(secret, UTF_8));
    secrets.add(Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(UTF_8)));
  }

  private String around(String secret) {
    var at = seen.indexOf(secret);
    return at < 0 ? "" : seen.substring(Math.max(0, at - 200), at + secret.length());
  }
}
