package io.tributary.quickstart;

import java.util.List;

/**
 * What the pipeline looks like at one moment.
 *
 * @param vendors empty where there are no fakes
 */
record Snapshot(List<VendorState> vendors, List<Connectors.State> connectors) {

  List<TableCheck.State> tables() {
    return vendors.stream().flatMap(vendor -> vendor.tables().stream()).toList();
  }

  boolean complete() {
    return !tables().isEmpty() && tables().stream().allMatch(TableCheck.State::complete);
  }

  boolean anyFailed() {
    return connectors.stream().anyMatch(Connectors.State::failed);
  }
}
