// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static io.tributary.testkit.vendor.VendorBehavior.LOGS_IN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.testkit.connect.WorkerProcess;
import io.tributary.testkit.http.Fault;
import io.tributary.testkit.http.FaultScript;
import io.tributary.testkit.http.Spellings;
import io.tributary.testkit.http.TestCertificates;
import io.tributary.testkit.vendor.FakeVendor;
import io.tributary.testkit.vendor.VendorFixture;
import io.tributary.testkit.vendor.VendorLogin;
import io.tributary.testkit.vendor.Vendors;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * No secret leaks, whatever fails: not into the worker's log at DEBUG, the REST API, the offsets,
 * the records, the heartbeats or JMX, in any encoding. The only exception is the submitted
 * configuration, which Connect itself shows (GET /connectors/X and GET /connectors/X/config). Keep
 * secrets in files.
 */
class CanaryIT {
  private static final Instant DAY = Instant.parse("2026-10-02T00:00:00Z");
  private static final String HEARTBEATS = "canary-heartbeats";
  private static final Duration SOON = Duration.ofSeconds(30);
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

  private final List<RunningVendor> vendors = new ArrayList<>();
  private final Set<String> secrets = new HashSet<>();
  private final StringBuilder seen = new StringBuilder();

  @Test
  void noSecretGetsOut() throws IOException {
    var certificates = TestCertificates.create(Stack.directory("canary-tls"));
    try (var secure = Vendors.without(LOGS_IN).start(0, certificates.serverContext());
        var worker = Stack.newWorker("canary", true);
        var jmx = WorkerJmx.of(worker)) {
      worker.client().setLoggerLevel("io.tributary", "DEBUG");
      var feeds = Vendors.all().stream().flatMap(fixture -> feeds(fixture).stream()).toList();
      for (var feed : feeds) {
        know(feed.login());
        failEverySecondTime(feed.vendor().eventFaults());
        create(worker, feed.name(), feed.config("canary-" + feed.name()));
      }
      var tls = new RunningVendor(Vendors.without(LOGS_IN), secure);
      create(worker, "tls", tls.config("canary-tls"));
      feeds.forEach(feed -> failForGood(worker, feed));
      for (var feed : feeds) {
        feed.vendor().fake().loginPath().ifPresent(path -> failToLogIn(worker, feed, path));
      }
      awaitLog(worker, "ApiError 497");
      Vendors.all().forEach(fixture -> refuseSettings(worker, fixture.connectorClass()));

      feeds.forEach(feed -> knowWhatWasSent(feed.vendor().fake()));
      for (var name : connectors(worker)) {
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
      var heartbeats = Stack.reader().now(HEARTBEATS);
      assertThat(heartbeats).hasSizeGreaterThanOrEqualTo(feeds.size());
      heartbeats.forEach(seen::append);
      requireEachLineNamesItsConnector(worker);
      seen.append(worker.client().get("/connectors?expand=status"));
      seen.append(jmx.dump()).append(Files.readString(worker.log()));
      assertThat(seen)
          .contains("[hidden]", "ApiError 403", "ApiError 495", "canary-" + feeds.get(0).name());
      for (var secret : secrets) {
        assertThat(seen.indexOf(secret)).as("%s is in %s", secret, around(secret)).isNegative();
      }
    }
  }

  /** A vendor that is read with one of its logins. */
  private record LoggedIn(RunningVendor vendor, VendorLogin login) {
    String name() {
      return vendor.fixture().name() + "-" + login.method();
    }

    Map<String, String> config(String topic) {
      return vendor.config(topic, login);
    }
  }

  /** A fake for each login, which first refuses it. */
  private List<LoggedIn> feeds(VendorFixture fixture) {
    var feeds = new ArrayList<LoggedIn>();
    var logins = 1;
    for (var n = 0; n < logins; n++) {
      var vendor = RunningVendor.start(fixture);
      vendors.add(vendor);
      vendor.add(vendor.rows(1, 20, DAY, DAY.plusSeconds(60)));
      vendor
          .fake()
          .loginPath()
          .ifPresent(path -> vendor.faults().on(path).next(Fault.echo(500), Fault.echo(200)));
      var all = vendor.fake().logins();
      logins = all.size();
      feeds.add(new LoggedIn(vendor, all.get(n)));
    }
    return feeds;
  }

  @AfterEach
  void closeVendors() {
    vendors.forEach(RunningVendor::close);
  }

  private static List<String> connectors(WorkerProcess worker) {
    return StreamSupport.stream(worker.client().get("/connectors").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  /** Two connectors of one instance would look the same otherwise. Only ours log below WARN. */
  private static void requireEachLineNamesItsConnector(WorkerProcess worker) throws IOException {
    var names = new ArrayList<>(connectors(worker));
    names.add("refused");
    var line = Pattern.compile("\\S+ \\S+ (?:INFO |DEBUG) \\w+: (.*)");
    var ours =
        Files.readAllLines(worker.log()).stream()
            .map(line::matcher)
            .filter(Matcher::matches)
            .map(found -> found.group(1))
            .toList();

    assertThat(ours)
        .hasSizeGreaterThan(100)
        .allMatch(text -> names.stream().anyMatch(name -> text.startsWith(name + ": ")));
  }

  private static void create(WorkerProcess worker, String name, Map<String, String> config) {
    config.put("poll.interval.ms", "100");
    config.put("requests.limits", "");
    config.put("trouble.patience.ms", "1000");
    config.put("heartbeat.topic", HEARTBEATS);
    config.put("heartbeat.interval.ms", "1000");
    worker.client().create(name, config);
  }

  private static void failEverySecondTime(FaultScript faults) {
    for (var i = 0; i < FAULTS.size(); i++) {
      faults.at(2 * i + 2, FAULTS.get(i));
    }
  }

  private static void failForGood(WorkerProcess worker, LoggedIn feed) {
    var faults = feed.vendor().eventFaults();
    Awaitility.await().atMost(SOON).until(() -> faults.count() == FAULTS.size());
    faults.always(Fault.echo(feed.login().expires() ? 403 : 200));
    worker.client().awaitTaskState(feed.name(), 0, "FAILED", SOON);
  }

  private static void failToLogIn(WorkerProcess worker, LoggedIn feed, String path) {
    feed.vendor().faults().on(path).always(Fault.echo(400));
    var name = feed.name() + "-refused";
    create(worker, name, feed.config("canary-" + name));
    var task = worker.client().awaitTaskState(name, 0, "FAILED", SOON);
    assertThat(task.trace()).contains("InitVariablesError 100");
  }

  /** A secret in the wrong place, in every setting that accepts one. */
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

  private void know(VendorLogin login) {
    for (var secret : login.secrets()) {
      var value = String.valueOf(login.settings().get(secret));
      if (value.contains("\n")) {
        value.lines().filter(line -> line.length() > 50).forEach(this::know);
      } else {
        know(value);
      }
    }
  }

  /** Values derived from the secrets: assertions, codes and access tokens. */
  private void knowWhatWasSent(FakeVendor vendor) {
    for (var request : vendor.requests()) {
      request.header("authorization").ifPresent(text -> know(text.replaceAll("\\w+ ", "")));
      request.form("assertion").ifPresent(this::know);
      request.form("code").ifPresent(this::know);
    }
  }

  private void know(String secret) {
    secrets.addAll(Spellings.of(secret));
    secrets.add(URLEncoder.encode(secret, UTF_8));
    secrets.add(Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(UTF_8)));
  }

  private String around(String secret) {
    var at = seen.indexOf(secret);
    return at < 0 ? "" : seen.substring(Math.max(0, at - 200), at + secret.length());
  }
}
