// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.vendor;

import io.tributary.testkit.http.FakeServer;
import io.tributary.testkit.http.Fault;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A fake of a vendor: a server with a log of events that tests may change at any time, and the ways
 * to log in that it accepts. Each vendor's fake is in the vendor's folder. Thread-safe.
 */
public abstract class FakeVendor extends FakeServer {
  private final EventLog log = new EventLog();

  /** Listens on the requested port, or on a free one if it is in use or 0; with TLS if given. */
  protected FakeVendor(int port, @Nullable SSLContext tls) {
    super(port, tls);
  }

  /** The beginning of the path of every request for events. */
  public abstract String eventsPath();

  /** The path at which a connector logs in. Absent if it sends its credential as it is. */
  public Optional<String> loginPath() {
    return Optional.empty();
  }

  /** All ways to log in that a connector supports, the recommended one first. */
  public abstract List<VendorLogin> logins();

  /** From now on refuses the events to every client, even when logged in. */
  public void revokeAccess() {
    faults().on(eventsPath()).always(Fault.status(403));
  }

  /**
   * From now on takes this credential only, and refuses the one before. Only for a vendor without a
   * login.
   */
  public void rotate(String credential) {
    throw new UnsupportedOperationException("a client logs in before it sends " + credential);
  }

  /** The configuration of Devo's collector that reads it. Absent if there is no such collector. */
  public Optional<CollectorInput> collectorInput() {
    return Optional.empty();
  }

  /** The events it serves. */
  public final EventLog log() {
    return log;
  }

  public final void add(EventRow... rows) {
    log.add(List.of(rows));
  }

  public final void add(Collection<EventRow> rows) {
    log.add(rows);
  }

  /** {@link EventLog#truth()} of {@link #log()}. */
  public final Map<String, EventRow> truth() {
    return log.truth();
  }
}
