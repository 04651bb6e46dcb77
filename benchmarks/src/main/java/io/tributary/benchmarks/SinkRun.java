// SPDX-License-Identifier: Apache-2.0
package io.tributary.benchmarks;

import io.tributary.benchmarks.process.Meter;
import io.tributary.benchmarks.process.Options;
import io.tributary.benchmarks.process.Rows;
import io.tributary.testkit.http.TestCertificates;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * One process that sends {@code events} records after a warm-up: with {@code mode=task} through the
 * task, otherwise through a {@link PlainSender}. Connect creates the records, so creating them does
 * not count.
 */
final class SinkRun {
  private static final int RECORDS_OF_A_PUT = 500;

  private final Options options;

  private SinkRun(Options options) {
    this.options = options;
  }

  /** Runs it. */
  public static void main(String... arguments) throws Exception {
    var options = Options.of(arguments);
    var run = new SinkRun(options);
    var warmUp = options.number("warmup", 0);
    var events = options.number("events", 0);
    if (options.text("mode").equals("task")) {
      run.warm(warmUp);
      run.measureTask(events);
    } else {
      run.send(Rows.WARM_UP, warmUp, new Meter());
      var meter = new Meter();
      run.send(0, events, meter);
      meter.report(events);
    }
    Meter.tell("end", 0);
    System.exit(0);
  }

  private void send(int first, int events, Meter meter) throws Exception {
    var records = new Records(options);
    try (var sender = PlainSender.of(options)) {
      for (var sent = 0; sent < events; sent += RECORDS_OF_A_PUT) {
        var values = records.values(first + sent, RECORDS_OF_A_PUT);
        meter.in(() -> sender.send(values));
      }
      meter.in(sender::finish);
    }
  }

  private void warm(int events) {
    if (events > 0) {
      var connect = new SinkDriver(start(), new Records(options), Rows.WARM_UP, RECORDS_OF_A_PUT);
      connect.deliver(events, new Meter(), Long.MAX_VALUE);
      connect.stop();
    }
  }

  private void measureTask(int events) {
    var before = Meter.liveHeap();
    var connect = new SinkDriver(start(), new Records(options), 0, RECORDS_OF_A_PUT);
    var meter = new Meter();
    var start = System.nanoTime();
    var seconds = options.number("seconds", 0);
    if (seconds > 0) {
      connect.deliver(events, meter, start + 12_000_000_000L);
      Meter.tell("heapearly", Meter.liveHeap() - before);
      // Shortly before the sink closes the connection and fills its queue again.
      connect.deliver(events, meter, start + 48_000_000_000L);
      Meter.tell("heaplate", Meter.liveHeap() - before);
      connect.deliver(events, meter, start + seconds * 1_000_000_000L);
    } else {
      connect.deliver(events, meter, Long.MAX_VALUE);
      meter.report(events);
    }
    Meter.tell("heap", Meter.liveHeap() - before);
    Meter.tell("longestput", connect.longestPut() / 1e6);
    var stopping = System.nanoTime();
    connect.stop();
    Meter.tell("stop", (System.nanoTime() - stopping) / 1e6);
  }

  private Map<String, String> start() {
    var directory = Path.of(options.text("directory"));
    var kind = options.text("kind");
    var https = kind.equals("https");
    var settings = new HashMap<String, String>();
    settings.put("topics", Records.TOPIC);
    settings.put(
        "endpoint",
        (kind.equals("syslog") ? "tls" : kind) + "://localhost:" + options.number("port", 0));
    settings.put("ssl.truststore.type", "PKCS12");
    settings.put("ssl.truststore.location", directory.resolve("truststore.p12").toString());
    settings.put("ssl.truststore.password", TestCertificates.PASSWORD);
    if (https) {
      settings.putAll(Map.of("domain", "bench", "token", "bench"));
    } else {
      settings.put("ssl.keystore.type", "PKCS12");
      settings.put("ssl.keystore.location", directory.resolve("client.p12").toString());
      settings.put("ssl.keystore.password", TestCertificates.PASSWORD);
    }
    settings.putAll(options.below("set."));
    return settings;
  }
}
