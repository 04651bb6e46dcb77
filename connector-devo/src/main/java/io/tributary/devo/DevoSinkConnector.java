package io.tributary.devo;

import io.tributary.common.Version;
import io.tributary.common.config.UnknownSettings;
import io.tributary.common.metrics.PublishedMetrics;
import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.config.SinkConfigValidator;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries Kafka records into Devo tables and commits an offset only when Devo has taken everything
 * below it. All tasks are alike: Connect spreads the partitions over them.
 */
public final class DevoSinkConnector extends SinkConnector {
  private static final Logger LOG = LoggerFactory.getLogger(DevoSinkConnector.class);

  private final Duration checkWithin;
  private Map<String, String> properties = Map.of();

  /** What Connect calls. */
  public DevoSinkConnector() {
    this(Duration.ofSeconds(10));
  }

  /** Bounds the connection that is tried while settings are validated. */
  DevoSinkConnector(Duration checkWithin) {
    this.checkWithin = checkWithin;
  }

  @Override
  public String version() {
    return Version.text();
  }

  @Override
  public ConfigDef config() {
    return DevoSinkConfig.def();
  }

  @Override
  public Config validate(Map<String, String> settings) {
    var found = SinkConfigValidator.validate(settings);
    if (found.configValues().stream().allMatch(value -> value.errorMessages().isEmpty())) {
      var faults = new DevoConnectionCheck(new DevoSinkConfig(settings), checkWithin).faults();
      for (var value : found.configValues()) {
        var fault = faults.get(value.name());
        if (fault != null) {
          value.addErrorMessage(fault);
        }
      }
    }
    return found;
  }

  @Override
  public void start(Map<String, String> settings) {
    properties = Map.copyOf(settings);
    var unknown =
        UnknownSettings.in(settings, config()).stream()
            .filter(name -> !name.matches("topics(\\.regex)?"))
            .toList();
    if (!unknown.isEmpty()) {
      LOG.warn("There are no such settings, they have no effect: {}", unknown);
    }
  }

  @Override
  public Class<? extends Task> taskClass() {
    return DevoSinkTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return IntStream.range(0, maxTasks).mapToObj(this::taskConfig).toList();
  }

  private Map<String, String> taskConfig(int number) {
    var config = new HashMap<>(properties);
    config.put(PublishedMetrics.TASK, Integer.toString(number));
    return config;
  }

  @Override
  public void stop() {
    // Connect stops the tasks.
  }
}
