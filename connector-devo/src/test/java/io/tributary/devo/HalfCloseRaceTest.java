package io.tributary.devo;

import static io.tributary.devo.Sending.messages;
import static io.tributary.devo.Sending.tls;
import static io.tributary.devo.Sending.transport;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.ApiException;
import io.tributary.testkit.FakeDevo;
import io.tributary.testkit.TestCertificates;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A reset that arrives while we half-close. The write of the close_notify may swallow the error,
 * and what is read then looks like an orderly end: that is no confirmation.
 */
class HalfCloseRaceTest {
  private static final int RUNS = 60;

  @TempDir static Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "PEM"})
  @Timeout(120)
  void aResetAtTheHalfCloseIsNeverAConfirmation(String kind) {
    var certificates = TestCertificates.create(directory);
    var random = new Random(20261122);
    for (var run = 0; run < RUNS; run++) {
      try (var devo = kind.equals("tcp") ? FakeDevo.tcp() : FakeDevo.tls(certificates);
          var transport = transport(devo, tls(kind, certificates))) {
        devo.faults().resetAfterBytes(1 + random.nextInt(5_000));

        transport.send(messages("a", 200));

        assertThat(confirms(transport) && devo.messages().size() < 200).as("run " + run).isFalse();
      }
    }
  }

  private static boolean confirms(SyslogTransport transport) {
    try {
      transport.confirm();
      return true;
    } catch (ApiException e) {
      return false;
    }
  }
}
