// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tributary.testkit.devo.FakeDevoHttp;
import io.tributary.testkit.devo.NginxReceiver;
import io.tributary.testkit.devo.RsyslogReceiver;
import io.tributary.testkit.http.TestCertificates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Two tasks on two partitions, in a real worker, to receivers that are not of our making. */
class SinkReceiversIT {
  private static final int EVENTS = Integer.getInteger("it.receiver.events", 5_000);
  private static final int PARTITIONS = 2;
  private static final Duration SOON = Duration.ofMinutes(2);

  /** Ten of each partition have a megabyte. */
  private static final SinkEvents MIXED =
      new SinkEvents(n -> n % (EVENTS / PARTITIONS / 10) == 100 ? 499_000 : n % 50);

  @Test
  void nginxHoldsExactlyTheTopic() {
    assumeTrue(NginxReceiver.missing().isEmpty(), NginxReceiver.missing());
    var directory = Stack.directory("receiver-nginx");
    var certificates = TestCertificates.create(directory);
    try (var nginx = NginxReceiver.start(directory, certificates)) {
      var settings =
          Map.of(
              "endpoint",
              nginx.endpoint(),
              "domain",
              FakeDevoHttp.DOMAIN,
              "token",
              FakeDevoHttp.TOKEN);
      holdsExactlyTheTopic("receiver-nginx", new Receiver(settings, nginx::lines), certificates);
    }
  }

  @Test
  void rsyslogHoldsExactlyTheTopic() {
    assumeTrue(RsyslogReceiver.missing().isEmpty(), RsyslogReceiver.missing());
    rsyslogHoldsExactlyTheTopic("receiver-rsyslog", RsyslogReceiver::start);
  }

  @Test
  void rsyslogHoldsExactlyTheTopicOverRelp() {
    assumeTrue(RsyslogReceiver.missingRelp().isEmpty(), RsyslogReceiver.missingRelp());
    rsyslogHoldsExactlyTheTopic("receiver-relp", RsyslogReceiver::startRelp);
  }

  private static void rsyslogHoldsExactlyTheTopic(
      String name, BiFunction<Path, TestCertificates, RsyslogReceiver> start) {
    var directory = Stack.directory(name);
    var certificates = TestCertificates.create(directory);
    try (var rsyslog = start.apply(directory, certificates)) {
      var bodies =
          (Supplier<List<String>>)
              () ->
                  rsyslog.messages().stream()
                      .map(line -> line.substring(line.indexOf(": ") + 2))
                      .toList();
      var receiver = new Receiver(Map.of("endpoint", rsyslog.endpoint()), bodies);
      holdsExactlyTheTopic(name, receiver, certificates);
    }
  }

  private static void holdsExactlyTheTopic(
      String name, Receiver receiver, TestCertificates certificates) {
    try (var flow = new SinkFlow(name, PARTITIONS, receiver, MIXED)) {
      flow.produce(EVENTS / PARTITIONS);
      Stack.rest().create(name, flow.config(certificates));

      Awaitility.await().atMost(SOON).until(() -> flow.group().lag() == 0);
      // What it has taken it writes in its own time.
      Awaitility.await().atMost(SOON).until(() -> receiver.received().size() >= EVENTS);

      assertThat(receiver.received()).as("no repeats").hasSize(EVENTS);
      assertThat(flow.received()).as("different events").isEqualTo(EVENTS);
      Stack.rest().delete(name);
    }
  }

  /** A receiver that nothing is done to. */
  private record Receiver(Map<String, String> settings, Supplier<List<String>> bodies)
      implements EventReceiver {
    @Override
    public List<String> received() {
      return bodies.get();
    }

    @Override
    public void close() {
      // The test does it.
    }
  }
}
