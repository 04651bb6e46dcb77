// SPDX-License-Identifier: Apache-2.0
package io.tributary.connect.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;

/**
 * A connector class that a worker has installed.
 *
 * @param type source, sink, or that of another plugin
 * @param version empty if the plugin has none
 */
public record ConnectorPlugin(
    @JsonProperty("class") String className, String type, String version) {
  public ConnectorPlugin {
    version = Objects.requireNonNullElse(version, "");
  }

  /** Whether a {@code connector.class} means this plugin. */
  public boolean isCalled(String connectorClass) {
    return isCalled(className, connectorClass);
  }

  /**
   * Whether a {@code connector.class} means the given class: Connect accepts the full name, the
   * simple name, and the simple name without its ending.
   */
  public static boolean isCalled(String className, String connectorClass) {
    var simple = className.substring(className.lastIndexOf('.') + 1);
    return List.of(
            className,
            simple,
            simple.replaceFirst("Connector$", ""),
            simple.replaceFirst("(Source|Sink)?Connector$", ""))
        .contains(connectorClass);
  }
}
