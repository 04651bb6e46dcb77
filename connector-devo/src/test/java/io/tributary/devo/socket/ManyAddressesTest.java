// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.http.Tls;
import io.tributary.devo.TransportFixture;
import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.config.Endpoint;
import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.http.TestCertificates;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A name with several addresses is reached as long as one of them answers. */
@Timeout(60)
class ManyAddressesTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final InetAddress DEAD = address("127.0.0.2");
  private static final InetAddress ALIVE = address("127.0.0.1");

  private final HostAddresses addresses = new HostAddresses(host -> List.of(DEAD, ALIVE));

  @Test
  void isReachedAtTheSecondAddressWhereTheFirstIsDead() throws Exception {
    try (var server = new ServerSocket(0, 9, ALIVE);
        var connection = connection("tcp://devo_relay:" + server.getLocalPort())) {
      connection.connect(null, List.of(), TIMEOUT);

      assertThat(connection.hasEnded()).isFalse();
    }
  }

  @Test
  void isTriedFirstWhereItAnsweredLastAndElsewhereIfItNoLongerDoes() throws Exception {
    var server = new ServerSocket(0, 9, ALIVE);
    var endpoint = "tcp://relay.example:" + server.getLocalPort();
    open(endpoint);

    try (var revived = new ServerSocket(server.getLocalPort(), 9, DEAD)) {
      open(endpoint);
      assertThat(accepted(server)).isEqualTo(2);
      server.close();

      open(endpoint);
      assertThat(accepted(revived)).isEqualTo(1);
    }
  }

  @Test
  void isPassedOverOnceWhereItRefusesWhatItIsSent() throws Exception {
    var other = address("127.0.0.3");
    var both = new HostAddresses(host -> List.of(ALIVE, other));
    both.connected("host", ALIVE);
    both.passOver("host");

    assertThat(both.of("host")).containsExactly(other, ALIVE);
    both.connected("host", other);
    assertThat(both.of("host")).containsExactly(other, ALIVE);
    both.passOver("host");
    assertThat(both.of("host")).containsExactly(ALIVE, other);
  }

  private void open(String endpoint) throws IOException {
    try (var connection = connection(endpoint)) {
      connection.connect(null, List.of(), TIMEOUT);
    }
  }

  /** Those that wait to be accepted. */
  private static int accepted(ServerSocket server) throws IOException {
    server.setSoTimeout(500);
    for (var count = 0; ; count++) {
      try {
        server.accept().close();
      } catch (SocketTimeoutException e) {
        return count;
      }
    }
  }

  @Test
  void isReachedWhereTlsWorks(@TempDir Path directory) throws Exception {
    var certificates = TestCertificates.create(directory);
    try (var devo = FakeDevo.tls(certificates);
        var connection = connection("TLS://LocalHost.:" + devo.endpoint().getPort() + "/")) {
      connection.connect(tls(certificates), List.of("TLSv1.3"), TIMEOUT);

      assertThat(connection.hasEnded()).isFalse();
      assertThat(devo.serverNames()).containsOnly("localhost");
    }
  }

  @Test
  void isReachedBehindAnAddressThatEndsEachHandshake(@TempDir Path directory) throws Exception {
    var certificates = TestCertificates.create(directory);
    try (var devo = FakeDevo.tls(certificates);
        var noTls = new ServerSocket(devo.endpoint().getPort(), 9, DEAD);
        var connection = connection("tls://localhost:" + devo.endpoint().getPort())) {
      var ended = CompletableFuture.runAsync(() -> endNext(noTls));

      connection.connect(tls(certificates), List.of("TLSv1.2"), TIMEOUT);

      ended.get(9, SECONDS);
      assertThat(connection.hasEnded()).isFalse();
    }
  }

  private static void endNext(ServerSocket server) {
    try {
      server.accept().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void isUnreachableForTheReasonOfTheAddressThatGotFurthest(@TempDir Path directory)
      throws Exception {
    var certificates = TestCertificates.create(directory);
    try (var devo = FakeDevo.tls(TestCertificates.create(directory.resolve("others")));
        var connection = connection("tls://localhost:" + devo.endpoint().getPort())) {
      assertThatThrownBy(() -> connection.connect(tls(certificates), List.of("TLSv1.2"), TIMEOUT))
          .isInstanceOf(SSLException.class);
    }
    var nobody = new ServerSocket(0, 9, ALIVE);
    nobody.close();
    assertThatThrownBy(() -> open("tcp://h:" + nobody.getLocalPort()))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void areNoMoreThanEight() throws Exception {
    var many = IntStream.range(1, 99).mapToObj(last -> address("127.0.1." + last)).toList();
    var known = new HostAddresses(host -> many);

    assertThat(known.of("h")).hasSize(HostAddresses.MOST).startsWith(many.get(0));

    known.connected("h", many.get(50));
    assertThat(known.of("h")).hasSize(HostAddresses.MOST).startsWith(many.get(50), many.get(0));
    known.connected("h", ALIVE);
    assertThat(known.of("h")).as("no longer in the DNS").startsWith(many.get(0));
    assertThatThrownBy(() -> new HostAddresses(host -> List.of()).of("h"))
        .isInstanceOf(UnknownHostException.class);
  }

  @Test
  void areNotTriedOnceTheConnectionIsClosed() throws Exception {
    try (var server = new ServerSocket(0, 9, ALIVE)) {
      var connection = connection("tcp://h:" + server.getLocalPort());
      connection.close();

      assertThatThrownBy(() -> connection.connect(null, List.of(), TIMEOUT))
          .isInstanceOf(SocketException.class);
      assertThat(accepted(server)).isZero();
    }
  }

  private SocketConnection connection(String endpoint) {
    return new SocketConnection(
        addresses,
        Endpoint.parse(endpoint),
        false,
        in -> in.transferTo(OutputStream.nullOutputStream()));
  }

  private static Tls tls(TestCertificates certificates) {
    var settings = new HashMap<>(TransportFixture.tls("PEM", certificates));
    settings.put("endpoint", "tls://localhost:443");
    return new Tls(new DevoSinkConfig(settings).values());
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
