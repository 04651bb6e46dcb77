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
 * to log in that it accepts. Each vendor's own fake stands in the vendor's folder. Thread-safe.
 */
public abstract class FakeVendor extends FakeServer {
  private final EventLog log = new EventLog();

  /** Listens on the wanted port, or another when it is taken or 0; with TLS where there is one. */
  protected FakeVendor(int port, @Nullable SSLContext tls) {
    super(port, tls);
  }

  /** How the path of every request for events begins. */
  public abstract String eventsPath();

  /** The path at which a connector logs in; absent where it sends its credential as it is. */
  public Optional<String> loginPath() {
    return Optional.empty();
  }

  /** All ways to log in that a connector has, the recommended one first. */
  public abstract List<VendorLogin> logins();

  /** Refuses the events to everybody who has logged in, from now on. */
  public void revokeAccess() {
    faults().on(eventsPath()).always(Fault.status(403));
  }

  /** How Devo's collector would be configured to read it; absent if it has no such collector. */
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
