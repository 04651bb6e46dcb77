// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.demo;

import io.tributary.quickstart.worker.Connectors;
import java.util.List;

/**
 * What the pipeline looks like at one moment.
 *
 * @param vendors empty where there are no fakes
 */
public record Snapshot(List<VendorState> vendors, List<Connectors.State> connectors) {

  public List<TableCheck.State> tables() {
    return vendors.stream().flatMap(vendor -> vendor.tables().stream()).toList();
  }

  public boolean complete() {
    return !tables().isEmpty() && tables().stream().allMatch(TableCheck.State::complete);
  }

  public boolean anyFailed() {
    return connectors.stream().anyMatch(Connectors.State::failed);
  }
}
