// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import static io.tributary.devo.TransportFixture.batch;
import static io.tributary.devo.TransportFixture.bodies;
import static io.tributary.devo.TransportFixture.message;
import static io.tributary.devo.TransportFixture.tls;
import static io.tributary.devo.TransportFixture.transport;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.ApiException;
import io.tributary.devo.DrivenTransport;
import io.tributary.devo.message.Batch;
import io.tributary.devo.message.DevoMessage;
import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.http.CuttingProxy;
import io.tributary.testkit.http.CuttingProxy.Cut;
import io.tributary.testkit.http.TestCertificates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A connection that is cut at, just before and just after every boundary: of messages, of TLS
 * records, of gzip members. The number of bytes sent is the same each time.
 */
@Timeout(120)
public class CutWireTest {
  private static final int NEVER = Integer.MAX_VALUE;
  private static final int DATA_CLOSE_NOTIFY_AND_END = 5;

  /** One put, because the writer takes several together or not, as it happens. */
  private static final List<Batch> PUTS =
      List.of(
          batch(
              message("{\"n\":1,\"u\":\"Zoë\"}"),
              message("2"),
              message("3"),
              message("x".repeat(5_000)),
              message("5"),
              message("last")));

  private static final List<Batch> BIG_PUTS =
      List.of(
          batch(
              message("{\"n\":1,\"u\":\"Zoë\"}"),
              message("y".repeat(52_000)),
              message("z".repeat(52_000)),
              message("last")));

  @TempDir static Path directory;
  private static TestCertificates certificates;

  @BeforeAll
  static void makeCertificates() {
    certificates = TestCertificates.create(directory);
  }

  @ParameterizedTest
  @CsvSource({
    "tcp, none, half-close, RESET",
    "tcp, gzip, half-close, RESET",
    "PEM, none, half-close, RESET",
    "PEM, gzip, half-close, RESET",
    "PEM, none, close-notify, RESET",
    "PEM, gzip, close-notify, RESET",
    "PEM, none, close-notify, END_WHEN_CLIENT_DOES",
    "PEM, gzip, close-notify, END_WHEN_CLIENT_DOES"
  })
  void nothingIsConfirmedThatWasNotReceivedWherever(
      String store, String compression, String confirm, Cut how) throws Exception {
    var settings = settings(store, compression, confirm);
    var whole = sent(settings, store);
    var places = new TreeSet<Integer>();
    for (var boundary : boundaries(whole, store, compression, how)) {
      for (var place = boundary - 2; place <= boundary + 2; place++) {
        places.add(Math.max(1, place));
      }
    }

    assertThat(places).hasSizeGreaterThan(15);
    forEach(places, place -> cutAt(place, how, whole.length, settings, store));
  }

  /**
   * The first confirmation must fail unless the cut is behind the end. The second must not fail.
   */
  private static void cutAt(
      int place, Cut how, int length, Map<String, String> settings, String store) {
    try (var devo = devo(store);
        var proxy = CuttingProxy.at(devo.endpoint().getPort(), how, place);
        var transport = transport(devo, proxy, settings)) {
      var confirmed = confirms(transport, puts(settings));
      assertThat(confirmed).as("cut at %s of %s", place, length).isEqualTo(place > length);
      if (!confirmed) {
        assertThat(confirms(transport, puts(settings)))
            .as("after a cut at %s of %s", place, length)
            .isTrue();
      }
      assertThat(bodies(devo)).containsAll(bodiesOf(puts(settings)));
    }
  }

  /** How a middlebox that ends connections itself affects each way of confirming. */
  @Test
  void aBareEndAfterOurOwnPassesForAHalfCloseButNotForACloseNotify() throws Exception {
    var length = sent(settings("PEM", "none", "half-close"), "PEM").length;
    for (var confirm : List.of("half-close", "close-notify")) {
      try (var devo = devo("PEM");
          var proxy =
              CuttingProxy.at(devo.endpoint().getPort(), Cut.END_WHEN_CLIENT_DOES, length - 1_000);
          var transport = transport(devo, proxy, settings("PEM", "none", confirm))) {
        assertThat(confirms(transport)).as(confirm).isEqualTo(confirm.equals("half-close"));
        assertThat(bodies(devo)).doesNotContain("last");
      }
    }
  }

  public static boolean confirms(DrivenTransport transport) {
    return confirms(transport, PUTS);
  }

  /** Enough for several gzip members, which are complete with 50 KiB. */
  private static List<Batch> puts(Map<String, String> settings) {
    return settings.get("compression").equals("gzip") ? BIG_PUTS : PUTS;
  }

  private static boolean confirms(DrivenTransport transport, List<Batch> puts) {
    try {
      puts.forEach(transport::send);
      transport.confirm();
      return true;
    } catch (ApiException e) {
      return false;
    }
  }

  public static List<String> sentBodies() {
    return bodiesOf(PUTS);
  }

  private static List<String> bodiesOf(List<Batch> puts) {
    return puts.stream().map(Batch::messages).flatMap(List::stream).map(DevoMessage::body).toList();
  }

  /** The bytes on an uncut connection, up to the half-close. */
  private static byte[] sent(Map<String, String> settings, String store) {
    try (var devo = devo(store);
        var proxy = CuttingProxy.at(devo.endpoint().getPort(), Cut.RESET, NEVER);
        var transport = transport(devo, proxy, settings)) {
      assertThat(confirms(transport, puts(settings))).isTrue();
      return proxy.sent();
    }
  }

  private static List<Integer> boundaries(byte[] sent, String store, String compression, Cut how) {
    var boundaries = new ArrayList<Integer>();
    for (var at = 0; at < sent.length; at++) {
      if (!store.equals("tcp")) {
        // A TLS record: type, version, length of what follows.
        boundaries.add(at);
        at += 4 + ((sent[at + 3] & 0xff) << 8 | (sent[at + 4] & 0xff));
      } else if (compression.equals("gzip")
          ? sent[at] == 0x1f && sent[at + 1] == (byte) 0x8b
          : sent[at] == '\n') {
        boundaries.add(at + (compression.equals("gzip") ? 0 : 1));
      }
    }
    boundaries.add(sent.length);
    // If it was cut before that, the handshake would only hang.
    return how == Cut.RESET
        ? boundaries
        : boundaries.subList(boundaries.size() - DATA_CLOSE_NOTIFY_AND_END, boundaries.size());
  }

  private static Map<String, String> settings(String store, String compression, String confirm) {
    var settings = new HashMap<>(tls(store, certificates));
    settings.put("compression", compression);
    settings.put("delivery.confirm", confirm);
    return settings;
  }

  private static FakeDevo devo(String store) {
    return store.equals("tcp") ? FakeDevo.tcp() : FakeDevo.tls(certificates);
  }

  public interface Trial {
    void at(int place);
  }

  public static void forEach(Iterable<Integer> places, Trial trial) throws Exception {
    var pool = Executors.newFixedThreadPool(8);
    try {
      var trials = new ArrayList<Callable<Boolean>>();
      for (var place : places) {
        trials.add(
            () -> {
              trial.at(place);
              return true;
            });
      }
      for (Future<Boolean> done : pool.invokeAll(trials)) {
        assertThat(done.get()).isTrue();
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
