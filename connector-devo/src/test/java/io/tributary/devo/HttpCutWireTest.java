// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import static io.tributary.devo.HttpSinkFixture.P;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.devo.FakeDevoHttp;
import io.tributary.testkit.http.CuttingProxy;
import io.tributary.testkit.http.CuttingProxy.Cut;
import io.tributary.testkit.http.CuttingProxy.Side;
import io.tributary.testkit.http.TestCertificates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * HTTPS over a connection that is cut, in the request or in the response: at, just before and just
 * after the end of every TLS record, and at seeded positions.
 */
@Timeout(120)
class HttpCutWireTest {
  private static final int NEVER = Integer.MAX_VALUE;

  /** In each of the four ways: 200 in all, 2,400 with {@code -Plong}. */
  private static final int CUTS = Integer.getInteger("wire.cuts", 25) * 2;

  /** One request each. */
  private static final List<List<String>> PUTS =
      List.of(
          List.of("{\"n\":1,\"u\":\"Zoë\"}", "2"),
          List.of("3", "x".repeat(20_000), "5"),
          List.of("last"));

  @TempDir static Path directory;
  private static TestCertificates certificates;

  @BeforeAll
  static void makeCertificates() {
    certificates = TestCertificates.create(directory);
  }

  @ParameterizedTest
  @CsvSource({"CLIENT, RESET", "CLIENT, END", "TARGET, RESET", "TARGET, END"})
  void nothingIsCommittedThatWasNotReceivedWherever(Side side, Cut how) throws Exception {
    var whole = whole(side);
    var places = new TreeSet<Integer>();
    for (var boundary : boundaries(whole)) {
      for (var place = boundary - 2; place <= boundary + 2; place++) {
        places.add(Math.max(1, place));
      }
    }

    assertThat(places).hasSizeGreaterThan(30);
    var pool = Executors.newFixedThreadPool(8);
    try {
      var trials = new ArrayList<Callable<Boolean>>();
      for (var place : places) {
        trials.add(() -> cutAt(place, side, how, whole.length));
      }
      for (var done : pool.invokeAll(trials)) {
        assertThat(done.get()).isTrue();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static boolean cutAt(int place, Side side, Cut how, int length) {
    try (var devo = FakeDevoHttp.start(certificates);
        var proxy = CuttingProxy.at(devo.url().getPort(), side, how, place)) {
      deliver(devo, proxy, Side.CLIENT);
      // The bytes that close the connection may follow the end or be lost.
      Awaitility.await("cut at %s of %s".formatted(place, length))
          .until(() -> place > length || proxy.cutsLeft() == 0);
      return true;
    }
  }

  /**
   * Puts and commits until everything is committed, and checks that nothing is committed early.
   *
   * @return the bytes of one side until then
   */
  private static byte[] deliver(FakeDevoHttp devo, CuttingProxy proxy, Side side) {
    try (var sink = new HttpSinkFixture(devo, certificates, "endpoint", endpoint(proxy))) {
      var put = new ArrayList<String>();
      for (var bodies : PUTS) {
        sink.put(P, put.size(), bodies.toArray(String[]::new));
        put.addAll(bodies);
        Awaitility.await()
            .pollInSameThread()
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(20))
            .until(
                () -> {
                  sink.task.put(List.of());
                  var committed = Math.toIntExact(sink.commit(put.size(), 0).get(P).offset());
                  assertThat(devo.bodies()).containsAll(put.subList(0, committed));
                  return committed == put.size();
                });
      }
      assertThat(devo.malformed()).isEmpty();
      return side == Side.CLIENT ? proxy.sent() : proxy.answered();
    }
  }

  /** The bytes of one side on an uncut connection. */
  private static byte[] whole(Side side) {
    try (var devo = FakeDevoHttp.start(certificates);
        var proxy = CuttingProxy.at(devo.url().getPort(), side, Cut.RESET, NEVER)) {
      return deliver(devo, proxy, side);
    }
  }

  /** The boundaries of the TLS records: type, version, length, content. */
  private static List<Integer> boundaries(byte[] bytes) {
    var boundaries = new ArrayList<Integer>();
    for (var at = 0; at < bytes.length; ) {
      boundaries.add(at);
      at += 5 + ((bytes[at + 3] & 0xff) << 8 | (bytes[at + 4] & 0xff));
    }
    boundaries.add(bytes.length);
    return boundaries;
  }

  @ParameterizedTest
  @CsvSource({
    "CLIENT, RESET, none, 1500",
    "CLIENT, END, gzip, 1000",
    "TARGET, RESET, gzip, 2500",
    "TARGET, END, none, 2500"
  })
  @Timeout(600)
  void nothingIsMissingAfterAllCutsAndNothingIsCommittedTooEarly(
      Side side, Cut how, String compression, int meanBytes) {
    // Responses are short, so it takes more of them to hit all positions.
    var topic = new SimulatedTopic(3, (side == Side.TARGET ? 200 : 100) * CUTS);
    try (var devo = FakeDevoHttp.start(certificates);
        var proxy =
            CuttingProxy.start(devo.url().getPort(), side, how, 20261122, CUTS, meanBytes)) {
      topic.receivedBy(devo::bodies);
      var settings = new HashMap<>(HttpSinkFixture.settings(endpoint(proxy), certificates));
      settings.put("compression", compression);

      SocketSimulationTest.nothingIsMissing(topic, proxy, settings);
    }
  }

  private static String endpoint(CuttingProxy proxy) {
    return "https://localhost:" + proxy.port();
  }
}
