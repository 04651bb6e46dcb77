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

/**
 * A Kafka broker and a distributed Connect worker in this JVM, with the packaged connectors
 * installed from their archives. Both listen on 127.0.0.1 only, on Kafka's usual ports where those
 * are free. Closing it stops the worker's tasks first.
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

  /** Ready for connectors when it returns. */
  public static Platform start(Layout layout) {
    for (Path module : layout.connectorModules()) {
      Components.installFrom(module, layout.plugins());
    }
    var broker = EmbeddedBroker.start(layout.kafka(), KAFKA_PORT);
    var config =
        providers(WorkerConfig.of(broker.bootstrapServers()))
            .pluginPath(layout.plugins())
            .restPort(REST_PORT)
            .offsetFlushInterval(FLUSH);
    return new Platform(broker, InProcessWorker.start(config));
  }

  /** What lets a connector's JSON refer to secrets instead of holding them. */
  private static WorkerConfig providers(WorkerConfig config) {
    String all = "org.apache.kafka.common.config.provider.";
    return config
        .with("config.providers", "file,directory,env")
        .with("config.providers.file.class", all + "FileConfigProvider")
        .with("config.providers.directory.class", all + "DirectoryConfigProvider")
        .with("config.providers.env.class", all + "EnvVarConfigProvider");
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
