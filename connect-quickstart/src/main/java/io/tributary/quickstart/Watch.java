// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart;

import io.tributary.quickstart.demo.Faults;
import io.tributary.quickstart.demo.Snapshot;
import io.tributary.quickstart.demo.VendorState;
import io.tributary.quickstart.page.PageModel;
import io.tributary.quickstart.page.StatusPage;
import io.tributary.quickstart.worker.Connectors;
import io.tributary.quickstart.worker.Figures;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;

/** Looks at the pipeline and hands what it sees to the live page. */
final class Watch {
  private final Function<Instant, List<VendorState>> vendors;
  private final Connectors connectors;
  private final Faults faults;
  private final PageModel model;
  private final StatusPage page;

  /**
   * A watch over connectors.
   *
   * @param vendors how the fake vendors and their tables stand; empty where there are none
   */
  Watch(
      Function<Instant, List<VendorState>> vendors,
      Connectors connectors,
      Faults faults,
      PageModel model,
      StatusPage page) {
    this.vendors = vendors;
    this.connectors = connectors;
    this.faults = faults;
    this.model = model;
    this.page = page;
  }

  Snapshot look() throws IOException {
    // Before the rest: what these have done must be seen in it.
    var hits = faults.hits();
    Instant now = Instant.now();
    var snapshot = new Snapshot(vendors.apply(now), connectors.states());
    var figures = new HashMap<String, Figures>();
    snapshot.connectors().forEach(c -> figures.put(c.name(), Figures.of(c.name())));
    faults.look(hits, snapshot, figures, now);
    page.show(model.view(new PageModel.Seen(now, snapshot, figures, Figures.waiting())));
    return snapshot;
  }
}
