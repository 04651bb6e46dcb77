package io.tributary.tool.migrate;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A connector, the offsets to begin with, and what is wrong with its settings. */
public record MigratedConnector(
    ConnectorDraft draft, Optional<Map<String, Object>> offsets, Map<String, List<String>> faults) {

  public String name() {
    return draft.name;
  }
}
