// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool.connector;

import io.tributary.common.connect.EventSourceConnector;
import io.tributary.connect.rest.ConnectorPlugin;
import io.tributary.tool.io.CommandFailedException;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.source.SourceConnector;

/** The connectors in the tool's jar, discovered as a worker discovers them. */
public final class BundledConnectors {
  private BundledConnectors() {}

  /** All of them. */
  public static List<Connector> all() {
    return Stream.of(SourceConnector.class, SinkConnector.class)
        .flatMap(type -> ServiceLoader.load(type).stream())
        .<Connector>map(ServiceLoader.Provider::get)
        .filter(connector -> connector.getClass().getName().startsWith("io.tributary."))
        .toList();
  }

  /** Our source connectors. */
  public static List<EventSourceConnector<?>> sources() {
    return all().stream()
        .filter(EventSourceConnector.class::isInstance)
        .<EventSourceConnector<?>>map(EventSourceConnector.class::cast)
        .toList();
  }

  /** The connector of a {@code connector.class}: its full name, or an alias of it. */
  public static Connector of(String type) {
    return all().stream()
        .filter(connector -> ConnectorPlugin.isCalled(connector.getClass().getName(), type))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailedException(
                    "There is no connector.class "
                        + type
                        + ". Known: "
                        + all().stream()
                            .map(known -> known.getClass().getName())
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  /** The values of the settings that are secrets, and each line of those that have several. */
  public static List<String> secrets(Connector connector, Map<String, String> config) {
    return connector.config().configKeys().values().stream()
        .filter(setting -> setting.type == ConfigDef.Type.PASSWORD)
        .flatMap(setting -> Stream.ofNullable(config.get(setting.name)))
        .flatMap(secret -> Stream.concat(Stream.of(secret), secret.lines()))
        .filter(line -> !line.startsWith("-----"))
        .distinct()
        .toList();
  }

  /** The faults of each setting that has any. */
  public static Map<String, List<String>> faults(Connector connector, Map<String, String> config) {
    var faults = new TreeMap<String, List<String>>();
    for (var value : connector.validate(config).configValues()) {
      if (!value.errorMessages().isEmpty()) {
        faults.put(value.name(), List.copyOf(value.errorMessages()));
      }
    }
    return faults;
  }
}
