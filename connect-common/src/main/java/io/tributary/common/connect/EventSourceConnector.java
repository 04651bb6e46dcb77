// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import io.tributary.common.Version;
import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.OffsetCodec;
import io.tributary.common.config.SourceConfig;
import io.tributary.common.config.SourceValidation;
import io.tributary.common.config.UnknownSettings;
import io.tributary.common.error.ApiException;
import io.tributary.common.error.SetupError;
import io.tributary.common.pace.Present;
import io.tributary.common.vendor.Feed;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.Vendor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lifecycle of a source connector: one task for its one feed, whatever {@code tasks.max} says;
 * settings checked all at once; offsets that an operator alters checked before they are taken.
 */
public abstract class EventSourceConnector<C extends SourceConfig> extends SourceConnector {
  private static final Logger LOG = LoggerFactory.getLogger(EventSourceConnector.class);

  /** How long the REST call that creates a connector may wait for its vendor. */
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
    var validation =
        new SourceValidation(vendor.defaults(), vendor::check, Instant.now())
            .validate(config(), connectorSettings);
    if (validation.isValid()) {
      validation.add(new SourceConnectionCheck<>(vendor, CHECK).faults(connectorSettings));
    }
    return validation.config();
  }

  @Override
  public final void start(Map<String, String> connectorSettings) {
    settings = connectorSettings;
    var unknown = UnknownSettings.in(connectorSettings, config());
    if (!unknown.isEmpty()) {
      LOG.warn("{}: unknown settings have no effect: {}", vendor.feed(), unknown);
    }
  }

  @Override
  public final Class<? extends Task> taskClass() {
    return taskClass;
  }

  @Override
  public final List<Map<String, String>> taskConfigs(int maxTasks) {
    return List.of(settings);
  }

  @Override
  public final void stop() {
    // Nothing is held: the task owns all there is to close.
  }

  /** Every offset is true by itself, so transactions around polls give exactly-once. */
  @Override
  public final ExactlyOnceSupport exactlyOnceSupport(Map<String, String> connectorSettings) {
    return ExactlyOnceSupport.SUPPORTED;
  }

  /**
   * Checks offsets before Connect stores them; a null offset removes one.
   *
   * @throws ConnectException with the catalogue error that says what is wrong
   */
  @Override
  public final boolean alterOffsets(
      Map<String, String> connectorSettings, Map<Map<String, ?>, Map<String, ?>> offsets) {
    offsets.forEach((partition, offset) -> check(connectorSettings, partition, offset));
    return true;
  }

  /** The partition of the offsets of a connector with the given sound settings. */
  public final Map<String, String> partition(Map<String, String> connectorSettings) {
    var config = vendor.config(connectorSettings);
    return vendor.feed().toPartition(config.baseUrl().toString(), config.reset());
  }

  /**
   * Logs in and fetches the page that a task without an offset would read first. Blocks, and stores
   * nothing.
   *
   * @return absent if logging in would use the credential up
   * @throws ApiException if there is no page to be had
   */
  public final Optional<Page> firstPage(Map<String, String> connectorSettings) {
    var config = vendor.config(connectorSettings);
    if (!vendor.canConnect(config)) {
      return Optional.empty();
    }
    try (var client = RunningFeed.client(vendor, config)) {
      client.logIn();
      var start = Checkpoint.startingAt(config.startTime(client.now()));
      var window =
          RunningFeed.windows(config).window(start, start.time(), Present.at(client.now()));
      var page = vendor.api(config, client).fetch(window, Optional.empty());
      return Optional.of(page);
    }
  }

  private void check(
      Map<String, String> connectorSettings,
      @Nullable Map<String, ?> partition,
      @Nullable Map<String, ?> offset) {
    if (offset == null) {
      // Whatever the partition looks like: garbage must be removable.
      return;
    }
    var expected = Feed.PARTITION;
    if (partition == null || !partition.keySet().equals(expected)) {
      throw unusable("its partition must have the members " + expected.stream().sorted().toList());
    }
    if (!vendor.feed().vendor().equals(partition.get(Feed.VENDOR))
        || !vendor.feed().service().equals(partition.get(Feed.SERVICE))) {
      throw unusable("it is not an offset of " + vendor.feed().name());
    }
    var own = partition(connectorSettings);
    if (!partition.equals(own)) {
      // Stored all the same, it would change nothing, and nobody would know why.
      throw unusable("the partition of this connector is " + own);
    }
    if (OffsetCodec.decode(offset).time().isAfter(Instant.now())) {
      throw unusable(OffsetCodec.TIME + " must not be in the future");
    }
  }

  private static ConnectException unusable(String why) {
    return new ConnectException(SetupError.OFFSET_UNREADABLE.message(why));
  }
}
