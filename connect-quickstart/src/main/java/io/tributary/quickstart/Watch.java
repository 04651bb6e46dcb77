// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart;

import io.tributary.quickstart.demo.Faults;
import io.tributary.quickstart.demo.Snapshot;
import io.tributary.quickstart.demo.VendorState;
import io.tributary.quickstart.page.PageModel;
import io.tributary.quickstart.page.StatusPage;
import io.tributary.quickstart.worker.Connectors;
import io.tributary.quickstart.worker.Figures;
import io.tributary.quickstart.worker.Ledgers;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Observes the pipeline and passes each snapshot to the live page. */
final class Watch {
  private final Function<Instant, List<VendorState>> vendors;
  private final Connectors connectors;
  private final Ledgers ledgers;
  private final Faults faults;
  private final PageModel model;
  private final StatusPage page;

  /**
   * A watch over connectors.
   *
   * @param vendors the states of the fake vendors and their tables; empty if there are none
   */
  Watch(
      Function<Instant, List<VendorState>> vendors,
      Connectors connectors,
      Ledgers ledgers,
      Faults faults,
      PageModel model,
      StatusPage page) {
    this.vendors = vendors;
    this.connectors = connectors;
    this.ledgers = ledgers;
    this.faults = faults;
    this.model = model;
    this.page = page;
  }

  Snapshot look() throws IOException {
    // First, so that the effects of these hits are included in the snapshot.
    var hits = faults.hits();
    Instant now = Instant.now();
    var snapshot = new Snapshot(vendors.apply(now), connectors.states());
    var figures = new HashMap<String, Figures>();
    var hours = new HashMap<String, Map<Instant, Ledgers.Hour>>();
    ledgers.read();
    for (var connector : snapshot.connectors()) {
      figures.put(connector.name(), Figures.of(connector.name()));
      hours.put(connector.name(), ledgers.of(connector.name()));
    }
    faults.look(hits, snapshot, figures, now);
    page.show(model.view(new PageModel.Seen(now, snapshot, figures, hours, Figures.waiting())));
    return snapshot;
  }
}
