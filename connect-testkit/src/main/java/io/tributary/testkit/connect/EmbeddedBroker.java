// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.connect;

import io.tributary.testkit.http.Ports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.utils.Time;

/**
 * One Kafka broker and KRaft controller in this JVM, listening on 127.0.0.1 without TLS. A later
 * broker can reuse its data directory and finds the same topics and records, but not at the same
 * time. Message size limits are Kafka's defaults. Starting two brokers in one directory, or in a
 * directory that cannot be formatted, throws {@link IllegalStateException}.
 */
public final class EmbeddedBroker implements AutoCloseable {
  // Fixed, because Kafka refuses a directory that was formatted with another id.
  private static final String CLUSTER_ID = "dHJpYnV0YXJ5LWJyb2tlcg";

  private static final int ATTEMPTS = 3;

  private final KafkaRaftServer server;
  private final String bootstrapServers;

  private EmbeddedBroker(KafkaRaftServer server, String bootstrapServers) {
    this.server = server;
    this.bootstrapServers = bootstrapServers;
  }

  /** Starts on free ports and returns when clients can connect. */
  public static EmbeddedBroker start(Path dataDirectory) {
    return start(dataDirectory, 0);
  }

  /** Starts on the requested port, or on a free one if it is in use or 0. */
  public static EmbeddedBroker start(Path dataDirectory, int wantedPort) {
    return start(dataDirectory, wantedPort, Map.of());
  }

  /** Starts on a free port with these settings of Kafka in addition. */
  public static EmbeddedBroker start(Path dataDirectory, Map<String, String> settings) {
    return start(dataDirectory, 0, settings);
  }

  private static EmbeddedBroker start(
      Path dataDirectory, int wantedPort, Map<String, String> more) {
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      try {
        return startOnce(dataDirectory, wantedPort, more);
      } catch (RuntimeException e) {
        // Another process bound a port after it had been found free.
        if (!isBindFailure(e)) {
          throw e;
        }
      }
    }
    return startOnce(dataDirectory, 0, more);
  }

  private static EmbeddedBroker startOnce(
      Path dataDirectory, int wantedPort, Map<String, String> more) {
    int[] free = Ports.freePair();
    int port = wantedPort == 0 ? free[0] : Ports.freeOr(wantedPort);
    Properties settings = settings(dataDirectory, port, free[1]);
    settings.putAll(more);
    format(dataDirectory, settings);
    var server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
    var broker = new EmbeddedBroker(server, "127.0.0.1:" + port);
    try {
      server.startup();
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
    return broker;
  }

  private static boolean isBindFailure(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException
          || String.valueOf(cause.getMessage()).contains("Socket server failed to bind")) {
        return true;
      }
    }
    return false;
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Creates a topic with topic settings of Kafka, for instance {@code retention.ms}. */
  public void createTopic(String name, int partitions, Map<String, String> settings) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      var topic = new NewTopic(name, partitions, (short) 1).configs(settings);
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot create topic " + name, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating topic " + name, e);
    }
  }

  /** Stops the broker. Close its workers first, or they log errors until they give up. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void format(Path directory, Properties settings) {
    var said = new ByteArrayOutputStream();
    try {
      Files.createDirectories(directory);
      Path file = directory.resolveSibling(directory.getFileName() + ".properties");
      try (var out = Files.newOutputStream(file)) {
        settings.store(out, null);
      }
      String[] command = {"format", "--ignore-formatted", "-t", CLUSTER_ID, "-c", file.toString()};
      int status =
          StorageTool.execute(command, new PrintStream(said, true, StandardCharsets.UTF_8));
      if (status != 0) {
        throw new IllegalStateException("cannot format " + directory + ": " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Properties settings(Path directory, int port, int controllerPort) {
    var settings = new Properties();
    settings.putAll(
        Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", "1"),
            Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
            Map.entry(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
            Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port),
            Map.entry("inter.broker.listener.name", "PLAINTEXT"),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("log.dirs", directory.toString()),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "1"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "1"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            // By default Kafka looks for transactions of dead producers only every ten seconds.
            Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500"),
            // Detects a dead worker sooner than Kafka's minimum of six seconds, for crash tests.
            Map.entry("group.min.session.timeout.ms", "1000")));
    return settings;
  }
}
