// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.devo.FakeDevoHttp;
import io.tributary.testkit.devo.SyslogMessage;
import io.tributary.testkit.http.Fault;
import io.tributary.testkit.http.RecordedRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;

/** The ways into Devo; what holds for one must hold for all. */
enum Transport {
  HALF_CLOSE {
    @Override
    EventReceiver open(SSLContext tls) {
      return new Syslog(FakeDevo.tls(tls), "half-close");
    }
  },
  CLOSE_NOTIFY {
    @Override
    EventReceiver open(SSLContext tls) {
      return new Syslog(FakeDevo.tls(tls), "close-notify");
    }
  },
  RELP {
    @Override
    EventReceiver open(SSLContext tls) {
      return new Syslog(FakeDevo.relp(tls), "half-close");
    }
  },
  HTTPS {
    @Override
    EventReceiver open(SSLContext tls) {
      return new Https(FakeDevoHttp.start(tls));
    }
  };

  /** A fake receiver that shows the certificate of the context. */
  abstract EventReceiver open(SSLContext tls);

  /** Whether the sink shows a certificate of its own. */
  boolean mutual() {
    return this != HTTPS;
  }

  private record Syslog(FakeDevo devo, String confirm) implements EventReceiver {
    @Override
    public Map<String, String> settings() {
      var endpoint = devo.endpoint().getScheme() + "://localhost:" + devo.endpoint().getPort();
      return Map.of("endpoint", endpoint, "delivery.confirm", confirm);
    }

    @Override
    public List<String> received() {
      return devo.messages().stream().map(SyslogMessage::body).toList();
    }

    @Override
    public void stall() {
      devo.faults().stall();
    }

    @Override
    public void release() {
      devo.faults().release();
    }

    @Override
    public void disconnect() {
      devo.resetConnections();
    }

    @Override
    public void close() {
      devo.close();
    }
  }

  private static final class Https implements EventReceiver {
    private static final int MOST_CONNECTIONS = 8;

    private final FakeDevoHttp devo;
    private volatile CountDownLatch released = new CountDownLatch(0);

    Https(FakeDevoHttp devo) {
      this.devo = devo;
      devo.beforeEach(this::whileStalled);
    }

    @Override
    public Map<String, String> settings() {
      return Map.of(
          "endpoint", "https://localhost:" + devo.url().getPort(),
          "domain", FakeDevoHttp.DOMAIN,
          "token", FakeDevoHttp.TOKEN);
    }

    @Override
    public List<String> received() {
      return devo.bodies();
    }

    @Override
    public void stall() {
      released = new CountDownLatch(1);
    }

    @Override
    public void release() {
      released.countDown();
    }

    @Override
    public void disconnect() {
      for (var connection = 0; connection < MOST_CONNECTIONS; connection++) {
        devo.faults().next(Fault.resetBefore());
      }
    }

    @Override
    public void close() {
      release();
      devo.close();
    }

    private void whileStalled(RecordedRequest request) {
      try {
        released.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
