// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.demo;

import static java.util.stream.Collectors.joining;

import io.tributary.quickstart.worker.Layout;
import io.tributary.quickstart.worker.QuickstartException;
import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.devo.SyslogMessage;
import io.tributary.testkit.http.TestCertificates;
import io.tributary.testkit.vendor.Vendors;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/** The fake vendors with their logs, and a fake Devo that demands a client certificate. */
public final class DemoFakes implements AutoCloseable {
  /** The connector that writes into the fake Devo. */
  static final String SINK = "devo";

  /** Most of a day of a trickle, which memory holds. */
  private static final int ROWS_AT_MOST = 40_000;

  private static final int REQUESTS_AT_MOST = 100;
  private static final int SEEDS_OF_A_BURST = 20;

  private final List<DemoVendor> vendors;
  private final FakeDevo devo;
  private final String start;
  private final Map<String, TableCheck> tables = new LinkedHashMap<>();
  private final Set<Integer> gone = new HashSet<>();
  private long seed = Instant.now().getEpochSecond();
  private int taken;

  private DemoFakes(List<DemoVendor> vendors, FakeDevo devo, String start) {
    this.vendors = vendors;
    this.devo = devo;
    this.start = start;
  }

  /** Starts with fresh logs, or with those of the last run, and tells the examples where. */
  public static DemoFakes start(Layout layout) throws IOException, QuickstartException {
    var kept = KeptDemo.read(layout.kept());
    var certificates = TestCertificates.create(layout.certificates());
    var vendors =
        Vendors.all().stream()
            .map(fixture -> DemoVendor.start(fixture, kept.port(fixture.name())))
            .toList();
    var fakes = new DemoFakes(vendors, FakeDevo.tls(certificates), kept.startTime());
    for (DemoVendor vendor : vendors) {
      vendor.fake().rememberRequests(REQUESTS_AT_MOST);
      kept.restore(vendor);
    }
    kept.tables().forEach((table, messages) -> messages.forEach(fakes.check(table)::add));
    fakes.writeProperties(layout, certificates);
    return fakes;
  }

  private void writeProperties(Layout layout, TestCertificates certificates) throws IOException {
    var properties = new Properties();
    properties.setProperty("start.time", start);
    for (DemoVendor vendor : vendors) {
      vendor
          .properties()
          .forEach((name, value) -> properties.put(vendor.connector() + '.' + name, value));
    }
    properties.setProperty(
        "topics", vendors.stream().map(vendor -> vendor.demo().table()).collect(joining(",")));
    properties.setProperty("devo.endpoint", devo.endpoint().toString());
    properties.setProperty("devo.client.key", certificates.client().keyPem());
    properties.setProperty("devo.client.certificate", certificates.client().chainPem());
    properties.setProperty("devo.chain", certificates.authorityPem());
    try (var out = Files.newBufferedWriter(layout.properties())) {
      properties.store(out, "Written by ./quickstart for config-examples/quickstart");
    }
  }

  /** Something new happens at the vendors, until a log holds as much as is good for this JVM. */
  public synchronized void trickle() {
    if (vendors.stream().allMatch(vendor -> vendor.fake().log().rows().size() < ROWS_AT_MOST)) {
      happens();
    }
  }

  /** Much happens at once, for a fault to bite on. */
  public synchronized void burst() {
    for (int i = 0; i < SEEDS_OF_A_BURST; i++) {
      happens();
    }
  }

  private void happens() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    seed++;
    vendors.forEach(vendor -> vendor.fake().add(vendor.demo().happens(seed, now)));
  }

  /** What can be injected. */
  public List<FaultKind> faults() {
    return Stream.concat(
            vendors.stream().flatMap(vendor -> vendor.faults().stream()),
            Stream.of(FaultKind.reset(devo, SINK)))
        .toList();
  }

  /** Requests each vendor has answered so far. */
  public List<Integer> requests() {
    return vendors.stream().map(vendor -> vendor.fake().requestCount()).toList();
  }

  /** What the tables hold now, compared with what the vendors have. */
  public List<VendorState> look(Instant now) {
    var messages = devo.messages();
    // In this order: all that came over a connection which is gone by now is among the messages
    // above, or comes later and is told by its number.
    forget(messages.subList(0, taken));
    messages.subList(taken, messages.size()).stream()
        .filter(message -> !gone.contains(message.connection()))
        .forEach(message -> check(message).add(message.body()));
    taken = messages.size();
    return vendors.stream().map(vendor -> look(vendor, now)).toList();
  }

  private VendorState look(DemoVendor vendor, Instant now) {
    var state = check(vendor.demo().table()).compare(vendor.fake().truth().values(), now);
    return new VendorState(
        vendor.title(), vendor.connector(), vendor.demo().summary(), List.of(state));
  }

  /** A receiver that has died took along what it had not confirmed. */
  private void forget(List<SyslogMessage> before) {
    var news = new HashSet<>(devo.faults().resetConnections());
    news.removeAll(gone);
    if (!news.isEmpty()) {
      gone.addAll(news);
      before.stream()
          .filter(message -> news.contains(message.connection()))
          .forEach(message -> check(message).remove(message.body()));
    }
  }

  /** The table a message is in; one that is in a wrong table is missing in its own. */
  private TableCheck check(SyslogMessage message) {
    return vendors.stream()
        .filter(vendor -> vendor.demo().belongs(message.body(), message.tag()))
        .findFirst()
        .map(vendor -> check(vendor.demo().table()))
        .orElseGet(() -> check(message.tag()));
  }

  private TableCheck check(String table) {
    return tables.computeIfAbsent(table, TableCheck::new);
  }

  /** Writes down what a later run needs to go on from here. */
  public void keep(Layout layout) throws IOException {
    look(Instant.now());
    var logs = new LinkedHashMap<String, KeptDemo.Log>();
    for (DemoVendor vendor : vendors) {
      var fake = vendor.fake();
      logs.put(vendor.connector(), KeptDemo.Log.of(fake.url().getPort(), fake.log().rows()));
    }
    var messages = new LinkedHashMap<String, List<String>>();
    tables.forEach((table, check) -> messages.put(table, check.messages()));
    new KeptDemo(start, logs, messages).write(layout.kept());
  }

  @Override
  public void close() {
    vendors.forEach(vendor -> vendor.fake().close());
    devo.close();
  }
}
