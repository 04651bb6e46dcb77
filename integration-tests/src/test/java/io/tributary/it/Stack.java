// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import io.tributary.connect.rest.ConnectApi;
import io.tributary.testkit.connect.Components;
import io.tributary.testkit.connect.EmbeddedBroker;
import io.tributary.testkit.connect.TopicReader;
import io.tributary.testkit.connect.WorkerConfig;
import io.tributary.testkit.connect.WorkerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/**
 * The shared parts of all integration tests, started once in each process: a broker, the component
 * archives unpacked into a plugin path, and a worker in a separate JVM with exactly-once support.
 * Tests that kill their worker start another one.
 */
final class Stack {
  private static final Path DIRECTORY =
      emptyDirectory(
          Path.of("target", "stack", System.getProperty("it.process", "alone").replace(' ', '-'))
              .toAbsolutePath());

  /** The module of the bundle. */
  static final Path BUNDLE = Path.of("..", "connect-bundle");

  private static final Path PLUGINS = plugins();
  private static final EmbeddedBroker BROKER = EmbeddedBroker.start(DIRECTORY.resolve("kafka"));
  private static final WorkerProcess WORKER = newWorker("shared", true);

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  WORKER.kill9();
                  BROKER.close();
                }));
  }

  private Stack() {}

  static EmbeddedBroker broker() {
    return BROKER;
  }

  static Path plugins() {
    var plugins = DIRECTORY.resolve("plugins");
    if (!Files.exists(plugins)) {
      connectors().forEach(module -> Components.installFrom(module, plugins));
    }
    return plugins;
  }

  /** The plugin path with the bundle of all connectors alone. */
  static Path bundle() {
    var bundle = DIRECTORY.resolve("bundle");
    return Files.exists(bundle) ? bundle : Components.installFrom(BUNDLE, bundle);
  }

  /** The modules of the connectors. */
  static List<Path> connectors() {
    try (var modules = Files.newDirectoryStream(Path.of(".."), "connector-*")) {
      return StreamSupport.stream(modules.spliterator(), false)
          .filter(module -> Files.exists(module.resolve("config-examples")))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The shared worker. */
  static WorkerProcess worker() {
    return WORKER;
  }

  static ConnectApi rest() {
    return WORKER.client();
  }

  /** Another worker, in a separate cluster. */
  static WorkerProcess newWorker(String cluster, boolean exactlyOnce) {
    return newWorker(config(cluster, exactlyOnce), cluster);
  }

  /** Another worker with exactly-once support, in a cluster that may have several. */
  static WorkerProcess newWorker(String cluster, String directory, Release release) {
    return WorkerProcess.start(
        config(cluster, true), directory(directory), release.classPath(), List.of());
  }

  /** Another worker, in a separate cluster and a JVM with these options. */
  static WorkerProcess newWorker(String cluster, String... jvmOptions) {
    return newWorker(config(cluster, true), cluster, jvmOptions);
  }

  static WorkerProcess newWorker(WorkerConfig config, String directory, String... jvmOptions) {
    return WorkerProcess.start(
        config, DIRECTORY.resolve(directory), Release.CURRENT.classPath(), List.of(jvmOptions));
  }

  static WorkerConfig config(String cluster, boolean exactlyOnce) {
    return WorkerConfig.of(BROKER.bootstrapServers())
        .cluster(cluster)
        .pluginPath(PLUGINS)
        .exactlyOnce(exactlyOnce)
        .rebalanceDelay(Duration.ZERO)
        .with("config.providers", "file,directory")
        .with("config.providers.file.class", FileConfigProvider.class.getName())
        .with("config.providers.directory.class", DirectoryConfigProvider.class.getName())
        .sessionTimeout(Duration.ofSeconds(2));
  }

  static TopicReader<String> reader() {
    return TopicReader.strings(BROKER.bootstrapServers());
  }

  /** An empty directory with this name. */
  static Path directory(String name) {
    return emptyDirectory(DIRECTORY.resolve(name));
  }

  private static Path emptyDirectory(Path directory) {
    try {
      if (Files.exists(directory)) {
        try (var files = Files.walk(directory)) {
          files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
      }
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
