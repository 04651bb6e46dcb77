package io.tributary.quickstart;

import java.util.List;

/**
 * What the pipeline looks like at one moment.
 *
 * @param seconds since the connectors were created
 * @param rest address of the Connect REST API
 * @param tables empty where there is no fake Devo
 */
record Snapshot(
    long seconds, String rest, List<TableCheck.State> tables, List<Connectors.State> connectors) {

  boolean complete() {
    return !tables.isEmpty() && tables.stream().allMatch(TableCheck.State::complete);
  }

  boolean anyFailed() {
    return connectors.stream().anyMatch(Connectors.State::failed);
  }
}
