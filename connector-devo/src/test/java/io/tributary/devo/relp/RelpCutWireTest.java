// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.relp;

import static io.tributary.devo.TransportFixture.bodies;
import static io.tributary.devo.TransportFixture.tls;
import static io.tributary.devo.TransportFixture.transport;
import static io.tributary.devo.socket.CutWireTest.confirms;
import static io.tributary.devo.socket.CutWireTest.forEach;
import static io.tributary.devo.socket.CutWireTest.sentBodies;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.http.CuttingProxy;
import io.tributary.testkit.http.CuttingProxy.Cut;
import io.tributary.testkit.http.CuttingProxy.Side;
import io.tributary.testkit.http.TestCertificates;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RELP on a wire that is cut around every boundary: of frames, answers and TLS records. */
@Timeout(120)
class RelpCutWireTest {
  @TempDir static Path directory;
  private static TestCertificates certificates;

  @BeforeAll
  static void makeCertificates() {
    certificates = TestCertificates.create(directory);
  }

  @ParameterizedTest
  @CsvSource({
    "tcp, CLIENT, RESET",
    "tcp, CLIENT, END",
    "tcp, TARGET, RESET",
    "PEM, CLIENT, RESET",
    "PEM, TARGET, RESET"
  })
  void nothingIsConfirmedWithoutAllItsAnswers(String store, Side whose, Cut how) throws Exception {
    var whole = whole(store, whose);
    var places = around(whole, store);

    assertThat(places).hasSizeGreaterThan(25);
    forEach(places, place -> cutAt(place, how, whose, whole.length, store));
  }

  /**
   * Whether the last answer still came is open where the cut is at the very end, and in TLS near
   * it, as handshakes differ by a few bytes.
   */
  private static void cutAt(int place, Cut how, Side whose, int length, String store) {
    try (var devo = devo(store);
        var proxy = CuttingProxy.at(devo.endpoint().getPort(), whose, how, place);
        var transport = transport(devo, proxy, tls(store, certificates))) {
      var confirmed = confirms(transport);
      if (store.equals("tcp") && place != length) {
        assertThat(confirmed).as("cut at %s of %s", place, length).isEqualTo(place > length);
      }
      if (confirmed) {
        assertThat(bodies(devo)).as("cut at %s", place).containsAll(sentBodies());
      } else {
        assertThat(confirms(transport)).as("after a cut at %s of %s", place, length).isTrue();
      }
      assertThat(bodies(devo)).containsAll(sentBodies());
    }
  }

  private static byte[] whole(String store, Side whose) {
    try (var devo = devo(store);
        var proxy = CuttingProxy.at(devo.endpoint().getPort(), Cut.RESET, Integer.MAX_VALUE);
        var transport = transport(devo, proxy, tls(store, certificates))) {
      assertThat(confirms(transport)).isTrue();
      return whose == Side.CLIENT ? proxy.sent() : proxy.answered();
    }
  }

  private static Set<Integer> around(byte[] whole, String store) {
    var places = new TreeSet<Integer>();
    for (var at = 0; at < whole.length; at++) {
      if (!store.equals("tcp") || whole[at] == '\n') {
        var boundary = store.equals("tcp") ? at + 1 : at;
        for (var place = boundary - 2; place <= boundary + 2; place++) {
          places.add(Math.max(1, place));
        }
      }
      if (!store.equals("tcp")) {
        // A TLS record: type, version, length of what follows.
        at += 4 + ((whole[at + 3] & 0xff) << 8 | (whole[at + 4] & 0xff));
      }
    }
    for (var place = whole.length - 2; place <= whole.length + 2; place++) {
      places.add(place);
    }
    return places;
  }

  private static FakeDevo devo(String store) {
    return store.equals("tcp") ? FakeDevo.relp() : FakeDevo.relp(certificates.serverContext());
  }
}
