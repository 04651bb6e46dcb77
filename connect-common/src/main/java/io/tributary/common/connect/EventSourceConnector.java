// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import io.tributary.common.OwnSettings;
import io.tributary.common.ProbeReport;
import io.tributary.common.SettingsFingerprint;
import io.tributary.common.Version;
import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.config.BackfillSettings;
import io.tributary.common.config.SettingsWarnings;
import io.tributary.common.config.SourceConfig;
import io.tributary.common.config.SourceValidation;
import io.tributary.common.error.ApiException;
import io.tributary.common.error.ConnectorLog;
import io.tributary.common.error.SetupError;
import io.tributary.common.http.ServerClock;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.common.pace.Present;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.Position;
import io.tributary.common.vendor.Vendor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * The lifecycle of a source connector. It runs one task for its one feed regardless of {@code
 * tasks.max}, unless the past of the feed is read in slices. It validates all settings together,
 * and offsets that an operator alters before they are stored.
 */
public abstract class EventSourceConnector<C extends SourceConfig> extends SourceConnector {
  private static final ConnectorLog LOG = ConnectorLog.of(EventSourceConnector.class);

  /** How long the REST call that creates a connector may wait for the vendor. */
  private static final Duration CHECK = Duration.ofSeconds(10);

  private final Vendor<C> vendor;
  private final Class<? extends Task> taskClass;
  private Map<String, String> settings = Map.of();

  protected EventSourceConnector(Vendor<C> vendor, Class<? extends EventSourceTask<C>> taskClass) {
    this.vendor = vendor;
    this.taskClass = taskClass;
  }

  @Override
  public final String version() {
    return Version.text();
  }

  @Override
  public final ConfigDef config() {
    return vendor.configDef();
  }

  @Override
  public final Config validate(Map<String, String> connectorSettings) {
    ConnectorLog.nameThread(connectorSettings);
    var validation =
        new SourceValidation(vendor.defaults(), vendor::check, Instant.now())
            .validate(config(), connectorSettings);
    if (validation.isValid()) {
      warn(connectorSettings);
      validation.add(slicesFault(connectorSettings));
      validation.add(new SourceConnectionCheck<>(vendor, CHECK).faults(connectorSettings));
    }
    return validation.config();
  }

  @Override
  public final void start(Map<String, String> connectorSettings) {
    ConnectorLog.nameThread(connectorSettings);
    // While a reference is not resolved the tasks go on with what they have.
    var unused = OwnSettings.of(config(), connectorSettings);
    settings = new HashMap<>(connectorSettings);
    settings.put(SettingsFingerprint.NAME, SettingsFingerprint.of(connectorSettings));
    warn(connectorSettings);
  }

  private void warn(Map<String, String> connectorSettings) {
    SettingsWarnings.of(connectorSettings, this).forEach(warning -> LOG.warn("{}", warning));
  }

  @Override
  public final Class<? extends Task> taskClass() {
    return taskClass;
  }

  /** Only the slices of a history are worth more than one task. */
  @Override
  public final List<Map<String, String>> taskConfigs(int maxTasks) {
    if (!BackfillSettings.areSeveralSlices(settings) || maxTasks == 1) {
      return List.of(new HashMap<>(settings));
    }
    var plan =
        new LanePlan(vendor.config(settings), vendor.feed(), context().offsetStorageReader());
    return TaskAssignment.settings(settings, plan, maxTasks);
  }

  @Override
  public final void stop() {
    // The connector holds no resources. The task owns and closes them.
  }

  /** Every offset is complete by itself, so a transaction per poll gives exactly-once delivery. */
  @Override
  public final ExactlyOnceSupport exactlyOnceSupport(Map<String, String> connectorSettings) {
    return ExactlyOnceSupport.SUPPORTED;
  }

  /**
   * Checks offsets before Connect stores them; a null offset removes one.
   *
   * @throws ConnectException with the catalogue error that describes the fault
   */
  @Override
  public final boolean alterOffsets(
      Map<String, String> connectorSettings, Map<Map<String, ?>, Map<String, ?>> offsets) {
    // Any partition is accepted without an offset, so that invalid offsets can be removed.
    var stored = offsets.entrySet().stream().filter(entry -> entry.getValue() != null).toList();
    if (!stored.isEmpty()) {
      var altered = new AlteredOffsets(vendor.feed(), partition(connectorSettings));
      stored.forEach(entry -> altered.check(entry.getKey(), entry.getValue()));
    }
    return true;
  }

  /** Returns the source partition of a connector with the given valid settings. */
  public final Map<String, String> partition(Map<String, String> connectorSettings) {
    var config = vendor.config(connectorSettings);
    return vendor.feed().toPartition(config.baseUrl().toString(), config.reset());
  }

  /** Returns why a task without an offset would refuse to start with the given valid settings. */
  public final Optional<String> firstStartFault(Map<String, String> connectorSettings) {
    try {
      var unused = vendor.config(connectorSettings).firstStart(Instant.now());
      return Optional.empty();
    } catch (ConfigException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  /**
   * Logs in and fetches the page that a task without an offset would read first. Blocks until the
   * page arrives. Stores nothing.
   *
   * @return the page, or empty if logging in would use up the credential
   * @throws ApiException if the page cannot be fetched
   */
  public final Optional<Page> firstPage(Map<String, String> connectorSettings) {
    var config = vendor.config(connectorSettings);
    if (!vendor.canConnect(config)) {
      return Optional.empty();
    }
    try (var budget = CredentialBudget.of(config);
        var client = RunningFeed.client(vendor, config, budget)) {
      client.logIn();
      var start = Checkpoint.startingAt(config.startTime(client.now()));
      var window =
          LaneFactory.windows(config)
              .window(start, start.since(), start.time(), Present.at(client.now()));
      var page = vendor.api(config, client).fetch(window, Position.FIRST);
      return Optional.of(page);
    }
  }

  /**
   * Finds out how the server keeps the contract that its documents do not tell. Reads only, within
   * {@code requests.limits} and 40 requests, and blocks until that is done. Stores nothing.
   *
   * @param watch for how long to watch how late new rows become visible; zero for not at all
   * @return what was found, or empty if logging in would use up the credential
   * @throws ApiException if the login fails, or the events cannot be read
   */
  public final Optional<ProbeReport> probe(Map<String, String> connectorSettings, Duration watch) {
    var config = vendor.config(connectorSettings);
    if (!vendor.canConnect(config)) {
      return Optional.empty();
    }
    var clock = new ServerClock(InstantSource.system());
    var metrics = new TaskMetrics<>(SourceMetric.class, clock);
    try (var budget = CredentialBudget.of(config);
        var client = RunningFeed.client(vendor, config, clock, budget, metrics)) {
      var contact = new FirstContact<>(vendor, connectorSettings, client, budget, metrics);
      return Optional.of(contact.report(watch));
    }
  }

  /** Returns the fault of slices where each would also have to read the others. */
  private Map<String, String> slicesFault(Map<String, String> connectorSettings) {
    if (!BackfillSettings.areSeveralSlices(connectorSettings)) {
      return Map.of();
    }
    var config = vendor.config(connectorSettings);
    try (var budget = CredentialBudget.of(config);
        var client = RunningFeed.client(vendor, config, budget)) {
      var api = vendor.api(config, client);
      var why = "with these settings a request does not name both the start and the end of a range";
      return api.boundsStart() && api.boundsEnd()
          ? Map.of()
          : Map.of(
              BackfillSettings.SLICES.name(),
              SetupError.SETTINGS_CONFLICT.message(BackfillSettings.SLICES, why));
    }
  }
}
