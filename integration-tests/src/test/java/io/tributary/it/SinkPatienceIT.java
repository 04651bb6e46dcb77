// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.devo.FakeDevoHttp;
import io.tributary.testkit.http.Fault;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A sink that has worked is restarted while the receiver refuses it. It waits and delivers when the
 * refusal ends, because a committed offset proves that its settings were right (rule R2).
 */
class SinkPatienceIT {
  private static final int SOME = 10;

  /** Enough for several attempts to connect. */
  private static final int LOOKS = 15;

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 401})
  void aRestartIntoARefusedRequestWaits(int status) {
    try (var devo = FakeDevoHttp.start(SinkSettings.CERTIFICATES.serverContext());
        var feed = SinkFeed.over("patience-" + status, devo)) {
      restart(
          feed,
          () -> devo.faults().always(Fault.status(status)),
          () -> devo.answered(status) >= 3,
          () -> devo.faults().clear());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"expired", "untrusted"})
  void aRestartIntoAWrongCertificateWaits(String which) {
    var certificates = SinkSettings.CERTIFICATES;
    var good = certificates.serverContext();
    var wrong =
        certificates.context(
            which.equals("expired") ? certificates.expired() : certificates.untrusted());
    var tls = RenewableTls.of(good);
    try (var devo = FakeDevo.tls(tls);
        var feed = SinkFeed.over("patience-" + which, devo)) {
      restart(feed, () -> tls.use(wrong), () -> devo.failedHandshakes() >= 3, () -> tls.use(good));
    }
  }

  @Test
  void aCertificateThatTurnsWrongInPassingChangesNothing() {
    var good = SinkSettings.CERTIFICATES.serverContext();
    var tls = RenewableTls.of(good);
    try (var devo = FakeDevo.tls(tls);
        var feed = SinkFeed.over("patience-passing", devo)) {
      feed.produce(events(0, SOME)).start().awaitCommitted(SOME);

      tls.use(SinkSettings.CERTIFICATES.context(SinkSettings.CERTIFICATES.expired()));
      devo.resetConnections();
      feed.produce(events(SOME, 2 * SOME));
      feed.awaitWhileRunning(() -> devo.failedHandshakes() >= 3);
      tls.use(good);

      arrivesOnce(feed);
    }
  }

  /** What is in doubt is read from Kafka again, and the records among it that nobody can send. */
  @Test
  void aReceiverThatIsAwayForSomeTimeMakesNoSecondDeadLetter() {
    try (var devo = FakeDevo.tcp();
        var feed = SinkFeed.over("patience-dead-letters", devo)) {
      feed.produce(events(0, SOME)).start().awaitCommitted(SOME);

      devo.refuseConnections();
      devo.resetConnections();
      feed.produce(events(SOME, 2 * SOME));
      var bad = events(2 * SOME, 3 * SOME);
      bad.forEach(event -> feed.produce(event, Map.of("devo.tag", "not a tag")));
      feed.produce(events(3 * SOME, 4 * SOME));
      var looks = new AtomicInteger();
      feed.awaitWhileRunning(() -> looks.incrementAndGet() >= LOOKS);
      devo.acceptConnections();

      feed.awaitCommitted(4 * SOME);
      assertThat(feed.rejected()).containsExactlyElementsOf(bad);
    }
  }

  private static void restart(
      SinkFeed feed, Runnable refuse, BooleanSupplier refused, Runnable accept) {
    feed.produce(events(0, SOME)).start().awaitCommitted(SOME);

    refuse.run();
    feed.produce(events(SOME, 2 * SOME)).restart();
    feed.awaitWhileRunning(refused);
    assertThat(feed.committed()).isEqualTo(SOME);
    accept.run();

    arrivesOnce(feed);
  }

  private static void arrivesOnce(SinkFeed feed) {
    feed.awaitCommitted(2 * SOME);
    assertThat(feed.received()).containsExactlyInAnyOrderElementsOf(events(0, 2 * SOME));
    assertThat(feed.rejected()).isEmpty();
    assertThat(feed.status().running()).isTrue();
  }

  private static List<String> events(int from, int to) {
    return IntStream.range(from, to).mapToObj("{\"n\":%d}"::formatted).toList();
  }
}
