// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.worker;

import io.tributary.connect.rest.ConnectApi;
import io.tributary.testkit.connect.Components;
import io.tributary.testkit.connect.EmbeddedBroker;
import io.tributary.testkit.connect.InProcessWorker;
import io.tributary.testkit.connect.WorkerConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A Kafka broker and a distributed Connect worker in this JVM, with the packaged connectors
 * installed from their archives. Both listen on 127.0.0.1 only, on Kafka's usual ports if these are
 * free. The worker reads only the secrets of its connectors, and its REST API answers only {@link
 * LocalRequests}. Closing it stops the worker's tasks first.
 */
public final class Platform implements AutoCloseable {
  public static final int KAFKA_PORT = 9092;
  public static final int REST_PORT = 8083;
  private static final Duration FLUSH = Duration.ofSeconds(5);

  private final EmbeddedBroker broker;
  private final InProcessWorker worker;

  private Platform(EmbeddedBroker broker, InProcessWorker worker) {
    this.broker = broker;
    this.worker = worker;
  }

  /** Starts both for these connectors and returns when they can be created. */
  public static Platform start(Layout layout, List<ConnectorFile> connectors)
      throws QuickstartException {
    return start(layout, SecretFiles.of(connectors));
  }

  /**
   * The same for connectors whose secrets are in these files and directories.
   *
   * @param secrets absolute paths
   */
  public static Platform start(Layout layout, Set<Path> secrets) {
    for (Path module : layout.connectorModules()) {
      Components.installFrom(module, layout.plugins());
    }
    var broker = EmbeddedBroker.start(layout.kafka(), KAFKA_PORT);
    var config =
        providers(WorkerConfig.of(broker.bootstrapServers()), secrets)
            .with("rest.extension.classes", LocalRequests.class.getName())
            .pluginPath(layout.plugins())
            .restPort(REST_PORT)
            .offsetFlushInterval(FLUSH);
    return new Platform(broker, InProcessWorker.start(config));
  }

  /** Lets a connector's JSON refer to secrets instead of containing them. */
  private static WorkerConfig providers(WorkerConfig config, Set<Path> secrets) {
    if (secrets.isEmpty()) {
      // An empty list of allowed paths would allow all.
      return config;
    }
    var all = "org.apache.kafka.common.config.provider.";
    var allowed = secrets.stream().map(Path::toString).collect(Collectors.joining(","));
    return config
        .with("config.providers", "file,directory")
        .with("config.providers.file.class", all + "FileConfigProvider")
        .with("config.providers.file.param.allowed.paths", allowed)
        .with("config.providers.directory.class", all + "DirectoryConfigProvider")
        .with("config.providers.directory.param.allowed.paths", allowed);
  }

  public ConnectApi client() {
    return worker.client();
  }

  public URI rest() {
    return worker.rest();
  }

  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  @Override
  public void close() {
    worker.close();
    broker.close();
  }
}
