// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import io.tributary.common.OwnSettings;
import io.tributary.common.ProbeReport;
import io.tributary.common.SettingsFingerprint;
import io.tributary.common.Version;
import io.tributary.common.config.SettingsWarnings;
import io.tributary.common.error.ConnectorLog;
import io.tributary.common.metrics.PublishedMetrics;
import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.config.DevoSinkSettings;
import io.tributary.devo.config.SinkConfigValidator;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/**
 * Writes Kafka records into Devo tables. An offset is committed only when Devo has accepted
 * everything below it. All tasks are alike: Connect distributes the partitions among them.
 */
public final class DevoSinkConnector extends SinkConnector {
  private static final ConnectorLog LOG = ConnectorLog.of(DevoSinkConnector.class);

  private final Duration checkTimeout;
  private Map<String, String> properties = Map.of();

  /** Called by Connect. */
  public DevoSinkConnector() {
    this(Duration.ofSeconds(10));
  }

  /** Limits the time of the connection check. */
  DevoSinkConnector(Duration checkTimeout) {
    this.checkTimeout = checkTimeout;
  }

  @Override
  public String version() {
    return Version.text();
  }

  @Override
  public ConfigDef config() {
    return DevoSinkSettings.define();
  }

  @Override
  public Config validate(Map<String, String> settings) {
    ConnectorLog.nameThread(settings);
    var validation = SinkConfigValidator.validate(settings);
    if (validation.isValid()) {
      warn(settings);
      validation.add(new DevoConnectionCheck(new DevoSinkConfig(settings), checkTimeout).errors());
    }
    return validation.config();
  }

  @Override
  public void start(Map<String, String> settings) {
    ConnectorLog.nameThread(settings);
    // While a reference is not resolved the tasks go on with what they have.
    var unused = OwnSettings.of(config(), settings);
    properties = new HashMap<>(settings);
    properties.put(SettingsFingerprint.NAME, SettingsFingerprint.of(settings));
    warn(settings);
  }

  private void warn(Map<String, String> settings) {
    Stream.concat(
            SettingsWarnings.of(settings, this).stream(),
            SinkConfigValidator.weaknesses(settings).stream())
        .forEach(warning -> LOG.warn("{}", warning));
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

  /**
   * Finds out what no document tells about the endpoint of these valid settings. Blocks until that
   * is done, and stores nothing.
   *
   * @param tag where to send events of growing length; without one, nothing is sent
   */
  public ProbeReport probe(Map<String, String> settings, Optional<String> tag) {
    return new DevoProbe(settings).report(tag);
  }
}
