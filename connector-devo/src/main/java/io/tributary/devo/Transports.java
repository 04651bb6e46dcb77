// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.delivery.DevoTransport;
import io.tributary.devo.http.HttpTransport;
import io.tributary.devo.relp.RelpSession;
import io.tributary.devo.relp.RelpTransport;
import io.tributary.devo.socket.SocketSession;
import io.tributary.devo.socket.SocketTransport;
import io.tributary.devo.syslog.SyslogEncoder;
import io.tributary.devo.syslog.SyslogSession;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** Chooses the implementations that the endpoint asks for. No other class names them all. */
final class Transports {
  private Transports() {}

  /** Opens the transport for the scheme of the endpoint. */
  static DevoTransport open(DevoSinkConfig config, LongSupplier millis, DoubleSupplier random) {
    var endpoint = config.endpoint();
    if (endpoint.http()) {
      return new HttpTransport(config, millis, random);
    }
    var encoder = new SyslogEncoder(config.syslogFormat());
    var syslog =
        new SocketTransport(config, encoder::encode, answered -> session(config, answered));
    return endpoint.relp() ? new RelpTransport(endpoint, syslog) : syslog;
  }

  /**
   * Returns a session that still has to be opened.
   *
   * @param answered called by any thread whenever the receiver has answered something
   */
  static SocketSession session(DevoSinkConfig config, Runnable answered) {
    return config.endpoint().relp() ? new RelpSession(config, answered) : new SyslogSession(config);
  }
}
