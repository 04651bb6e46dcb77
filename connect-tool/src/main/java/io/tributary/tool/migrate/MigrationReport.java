// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool.migrate;

import io.tributary.common.error.ForeignText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The output of {@code migrate}. It contains a secret only where the operator left it in the JSON.
 */
public record MigrationReport(
    List<MigratedConnector> moved, Map<String, String> leftOut, List<String> commands) {

  /** For a program. */
  public Map<String, Object> json(MigratedFiles files, boolean withConnectors) {
    var connectors = new ArrayList<Map<String, Object>>();
    for (var connector : moved) {
      var told = new LinkedHashMap<String, Object>();
      told.put("name", connector.name());
      if (withConnectors) {
        told.put("connector", files.body(connector));
        connector.offsets().ifPresent(offsets -> told.put("offsets", offsets));
      }
      told.put("notes", notes(connector.draft()));
      told.put("faults", connector.faults());
      connectors.add(told);
    }
    var report = new LinkedHashMap<String, Object>();
    report.put("connectors", connectors);
    report.put("not_carried_over", leftOut);
    report.put("commands", commands);
    return report;
  }

  /** For a person. */
  public void print(PrintWriter out, String directory) {
    for (var connector : moved) {
      out.printf("%s: %s/%1$s.json%n", connector.name(), directory);
      connector
          .offsets()
          .ifPresent(
              offsets ->
                  out.printf("  offsets: %s/%s.offsets.json%n", directory, connector.name()));
      notes(connector.draft()).forEach(note -> out.println("  note: " + note));
      connector
          .faults()
          .forEach(
              (setting, faults) ->
                  faults.forEach(fault -> out.printf("  WRONG %s: %s%n", setting, fault)));
    }
    if (!leftOut.isEmpty()) {
      out.printf("%nNot carried over:%n");
      leftOut.forEach((path, why) -> out.printf("  %s: %s%n", ForeignText.line(path), why));
    }
    out.printf("%nWith the collector stopped, on the worker:%n");
    commands.forEach(command -> out.println("  " + command));
    out.flush();
  }

  private static List<String> notes(ConnectorDraft draft) {
    var notes = new ArrayList<>(draft.notes);
    for (var setting : draft.missing) {
      notes.add(
          "The file of %s was not found in the folder of the configuration: put it into secrets/%s/%1$s.pem."
              .formatted(setting, draft.name));
    }
    return notes;
  }
}
