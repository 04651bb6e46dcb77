package io.tributary.quickstart;

import io.tributary.testkit.FakeCloudSek;
import io.tributary.testkit.FakeDevo;
import io.tributary.testkit.FakeKiteworks;
import io.tributary.testkit.FakeThreatQ;
import io.tributary.testkit.FakeVendor;
import io.tributary.testkit.SyslogMessage;
import io.tributary.testkit.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The fake vendors with their logs, and a fake Devo that demands a client certificate. */
final class DemoFakes implements AutoCloseable {
  static final String ACTIVITY_TABLE = "dmp.kiteworks.admin.event";
  static final String ALERT_TABLE = "drp.cloudsek.xvigil.alerts";

  /** All the tables of its types together. */
  static final String THREAT_TABLES = "threatintel.threatquotient.platform";

  private final FakeKiteworks kiteworks;
  private final FakeCloudSek cloudsek;
  private final FakeThreatQ threatq;
  private final FakeDevo devo;
  private final Instant start;
  private final Map<String, TableCheck> tables = new LinkedHashMap<>();
  private long ticks = Instant.now().getEpochSecond();
  private int taken;

  private DemoFakes(
      FakeKiteworks kiteworks,
      FakeCloudSek cloudsek,
      FakeThreatQ threatq,
      FakeDevo devo,
      Instant start) {
    this.kiteworks = kiteworks;
    this.cloudsek = cloudsek;
    this.threatq = threatq;
    this.devo = devo;
    this.start = start;
    tables.put(ACTIVITY_TABLE, new TableCheck(ACTIVITY_TABLE));
    tables.put(ALERT_TABLE, new TableCheck(ALERT_TABLE));
    tables.put(THREAT_TABLES, new TableCheck(THREAT_TABLES));
  }

  /** Starts with fresh logs, or with those of the last run, and tells the examples where. */
  static DemoFakes start(Layout layout) throws IOException, UserError {
    var kept = KeptDemo.read(layout.kept());
    var certificates = TestCertificates.create(layout.certificates());
    var fakes =
        new DemoFakes(
            FakeKiteworks.start(kept.kiteworksPort()),
            FakeCloudSek.start(kept.cloudsekPort()),
            FakeThreatQ.start(kept.threatqPort()),
            FakeDevo.tls(certificates),
            kept.start());
    fakes.restore(kept);
    fakes.writeProperties(layout, certificates);
    return fakes;
  }

  private void restore(KeptDemo kept) throws UserError {
    kept.requirePorts(kiteworks.url().getPort(), cloudsek.url().getPort(), threatq.url().getPort());
    kiteworks.add(kept.activities());
    cloudsek.add(kept.alerts());
    threatq.add(kept.threats());
    tables.forEach((table, check) -> kept.messages(table).forEach(check::add));
  }

  private void writeProperties(Layout layout, TestCertificates certificates) throws IOException {
    var app = kiteworks.app();
    var properties = new Properties();
    properties.setProperty("start.time", start.toString());
    properties.setProperty("kiteworks.base.url", kiteworks.url().toString());
    properties.setProperty("kiteworks.client.id", app.clientId());
    properties.setProperty("kiteworks.client.secret", app.clientSecret());
    properties.setProperty("kiteworks.user.email", app.userEmail());
    properties.setProperty("kiteworks.jwt.private.key", app.privateKeyPem());
    properties.setProperty("cloudsek.base.url", cloudsek.url().toString());
    properties.setProperty("cloudsek.token", cloudsek.token());
    properties.setProperty("threatq.base.url", threatq.url().toString());
    properties.setProperty("threatq.client.id", threatq.login().clientId());
    properties.setProperty("threatq.username", threatq.login().email());
    properties.setProperty("threatq.password", threatq.login().password());
    properties.setProperty("devo.endpoint", devo.endpoint().toString());
    properties.setProperty("devo.client.key", certificates.client().keyPem());
    properties.setProperty("devo.client.certificate", certificates.client().chainPem());
    properties.setProperty("devo.chain", certificates.authorityPem());
    try (var out = Files.newBufferedWriter(layout.properties())) {
      properties.store(out, "Written by ./quickstart for config-examples/quickstart");
    }
  }

  /** Something new happens at the vendors. */
  void trickle() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    ticks++;
    kiteworks.add(DemoEvents.newActivities(ticks, now));
    if (ticks % 3 == 0) {
      cloudsek.add(DemoEvents.newAlerts(ticks, now));
      threatq.add(DemoEvents.newThreats(ticks, now));
    }
  }

  /** Requests the vendors have answered so far. */
  int requests(String table) {
    FakeVendor vendor =
        switch (table) {
          case ACTIVITY_TABLE -> kiteworks;
          case ALERT_TABLE -> cloudsek;
          default -> threatq;
        };
    return vendor.requests().size();
  }

  /** What the tables hold now, compared with what the vendors have. */
  List<TableCheck.State> tables() {
    List<SyslogMessage> messages = devo.messages();
    messages.subList(taken, messages.size()).forEach(this::take);
    taken = messages.size();
    return List.of(
        check(ACTIVITY_TABLE).compare(kiteworks.truth().values()),
        check(ALERT_TABLE).compare(cloudsek.truth().values()),
        check(THREAT_TABLES).compare(threatq.truth().values()));
  }

  private void take(SyslogMessage message) {
    String table = message.tag();
    check(table.startsWith(THREAT_TABLES) ? THREAT_TABLES : table).add(message.body());
  }

  private TableCheck check(String table) {
    return tables.computeIfAbsent(table, TableCheck::new);
  }

  /** Writes down what a later run needs to go on from here. */
  void keep(Layout layout) throws IOException {
    tables();
    var messages = new LinkedHashMap<String, List<String>>();
    tables.forEach((table, check) -> messages.put(table, check.messages()));
    KeptDemo.of(
            start,
            kiteworks.url().getPort(),
            cloudsek.url().getPort(),
            threatq.url().getPort(),
            kiteworks.log().rows(),
            cloudsek.log().rows(),
            threatq.log().rows(),
            messages)
        .write(layout.kept());
  }

  @Override
  public void close() {
    kiteworks.close();
    cloudsek.close();
    threatq.close();
    devo.close();
  }
}
