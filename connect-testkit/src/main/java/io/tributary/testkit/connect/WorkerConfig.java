// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.connect;

import io.tributary.testkit.http.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Properties of a distributed Connect worker, with defaults for tests: exactly-once source support
 * on, offsets flushed every second, keys as strings, values as JSON without schemas, plugins found
 * by their service manifests only. Workers of the same {@link #cluster} form one cluster; clusters
 * of different names share a broker without meeting. Not thread-safe.
 */
public final class WorkerConfig {
  private final Map<String, String> properties = new LinkedHashMap<>();
  private int restPort;

  private WorkerConfig(String bootstrapServers) {
    properties.put("bootstrap.servers", bootstrapServers);
    properties.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
    properties.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
    properties.put("value.converter.schemas.enable", "false");
    properties.put("plugin.discovery", "service_load");
    properties.put("config.storage.replication.factor", "1");
    properties.put("offset.storage.replication.factor", "1");
    properties.put("status.storage.replication.factor", "1");
    properties.put("offset.storage.partitions", "1");
    properties.put("status.storage.partitions", "1");
    cluster("connect");
    exactlyOnce(true);
    offsetFlushInterval(Duration.ofSeconds(1));
    rebalanceDelay(Duration.ofSeconds(1));
    transactionTimeout(Duration.ofSeconds(10));
  }

  /** Defaults for the broker at the given address. */
  public static WorkerConfig of(String bootstrapServers) {
    return new WorkerConfig(bootstrapServers);
  }

  /** The directory that holds unpacked components. */
  public WorkerConfig pluginPath(Path directory) {
    return with("plugin.path", directory.toAbsolutePath().toString());
  }

  /** Names the group and the three internal topics. */
  public WorkerConfig cluster(String name) {
    with("group.id", name);
    with("config.storage.topic", name + "-configs");
    with("offset.storage.topic", name + "-offsets");
    return with("status.storage.topic", name + "-status");
  }

  /** Whether source tasks write in transactions; default true. */
  public WorkerConfig exactlyOnce(boolean enabled) {
    return with("exactly.once.source.support", enabled ? "enabled" : "disabled");
  }

  public WorkerConfig offsetFlushInterval(Duration interval) {
    return with("offset.flush.interval.ms", interval);
  }

  /** How long the tasks of a lost worker wait for its return before they move; default 1 s. */
  public WorkerConfig rebalanceDelay(Duration delay) {
    return with("scheduled.rebalance.max.delay.ms", delay);
  }

  /**
   * How long the open transaction of a killed task holds up readers, among them a worker that
   * starts; default 10 s, Kafka's is a minute.
   */
  public WorkerConfig transactionTimeout(Duration timeout) {
    return with("producer.transaction.timeout.ms", timeout);
  }

  /** How soon a dead worker is noticed, at least 1 s; Connect's default is 10 s. */
  public WorkerConfig sessionTimeout(Duration timeout) {
    with("heartbeat.interval.ms", timeout.dividedBy(3));
    return with("session.timeout.ms", timeout);
  }

  /** The wanted REST port; another is chosen when it is taken. Default 0: any. */
  public WorkerConfig restPort(int port) {
    restPort = port;
    return this;
  }

  /** Sets any other worker property. */
  public WorkerConfig with(String key, String value) {
    properties.put(key, value);
    return this;
  }

  /** A copy of the properties, with a REST port that is free now. */
  public Map<String, String> properties() {
    var all = new LinkedHashMap<>(properties);
    all.putIfAbsent("listeners", "http://127.0.0.1:" + Ports.freeOr(restPort));
    all.putIfAbsent("rest.advertised.host.name", "127.0.0.1");
    return all;
  }

  private WorkerConfig with(String key, Duration value) {
    return with(key, Long.toString(value.toMillis()));
  }
}
