// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.delivery.DevoTransport;
import io.tributary.devo.http.HttpTransport;
import io.tributary.devo.relp.RelpSession;
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
    var encoder = new SyslogEncoder(config.syslogFormat(), endpoint.relp());
    return new SocketTransport(config, encoder::encode, answers -> session(config, answers));
  }

  /**
   * Returns a session that still has to be opened.
   *
   * @param answers what the receiver answers, if the protocol has answers
   */
  static SocketSession session(DevoSinkConfig config, SocketSession.Answers answers) {
    return config.endpoint().relp() ? new RelpSession(config, answers) : new SyslogSession(config);
  }
}
