package io.tributary.tool.connector;

import io.tributary.cloudsek.CloudSekSourceConnector;
import io.tributary.devo.DevoSinkConnector;
import io.tributary.kiteworks.KiteworksSourceConnector;
import io.tributary.threatq.ThreatQSourceConnector;
import io.tributary.tool.io.CommandFailedException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.connect.connector.Connector;

/** The connectors the tool knows, as a worker would load them. */
public final class BundledConnectors {
  private BundledConnectors() {}

  private static List<Connector> all() {
    return List.of(
        new KiteworksSourceConnector(),
        new CloudSekSourceConnector(),
        new ThreatQSourceConnector(),
        new DevoSinkConnector());
  }

  /** The connector of a {@code connector.class}: its full name, or one of those Connect takes. */
  public static Connector of(String type) {
    return all().stream()
        .filter(connector -> isCalled(connector.getClass(), type))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailedException(
                    "There is no connector.class "
                        + type
                        + ". Known are "
                        + all().stream()
                            .map(known -> known.getClass().getName())
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  /** What is wrong, by the setting to blame; empty if nothing is. */
  public static Map<String, List<String>> faults(Connector connector, Map<String, String> config) {
    var faults = new TreeMap<String, List<String>>();
    for (var value : connector.validate(config).configValues()) {
      if (!value.errorMessages().isEmpty()) {
        faults.put(value.name(), List.copyOf(value.errorMessages()));
      }
    }
    return faults;
  }

  private static boolean isCalled(Class<?> connector, String type) {
    var simple = connector.getSimpleName();
    return List.of(
            connector.getName(),
            simple,
            simple.replaceFirst("Connector$", ""),
            simple.replaceFirst("(Source|Sink)Connector$", ""))
        .contains(type);
  }
}
