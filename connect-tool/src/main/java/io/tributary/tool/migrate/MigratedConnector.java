// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool.migrate;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A connector, its first offsets, and the faults of each setting that has any. */
public record MigratedConnector(
    ConnectorDraft draft, Optional<Map<String, Object>> offsets, Map<String, List<String>> faults) {

  public String name() {
    return draft.name;
  }
}
