// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool.connector;

import io.tributary.common.config.ConnectionSettings;
import io.tributary.common.config.SettingsWarnings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.sink.SinkConnector;

/** What a check without a worker leaves open, in words for the operator. */
public final class Untried {
  private Untried() {}

  /** All that was not tried with these settings, which have the given faults. */
  public static List<String> of(
      Connector connector, Map<String, String> config, Map<String, List<String>> faults) {
    var untried = new ArrayList<String>();
    var unresolved = faults.values().toString().contains("SetupError 707");
    if (unresolved) {
      untried.add("config providers other than file, directory and env, which only a worker has");
    }
    if (!faults.isEmpty()) {
      untried.add("the connection, because settings are wrong");
    } else if (connector instanceof SinkConnector) {
      if ("false".equals(config.get(ConnectionSettings.CONNECTION_CHECK.name()))) {
        untried.add("the connection, because connection.check.enabled is false");
      }
      untried.add("delivery: only a record shows whether Devo accepts the login for its table");
    }
    var foreign = SettingsWarnings.foreign(config, connector);
    if (!foreign.isEmpty()) {
      untried.add("settings that Connect itself reads: " + String.join(", ", foreign));
    }
    untried.add("Kafka and the worker: topics, rights, plugins, and the files and providers there");
    return untried;
  }
}
