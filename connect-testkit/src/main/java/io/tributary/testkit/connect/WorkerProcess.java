// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.connect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A distributed Connect worker in a JVM of its own, which can be killed and started again with the
 * same properties. Its output is appended to {@code worker.log} in the directory given. The REST
 * port is chosen once, so {@link #rest()} stays the same over restarts. Not thread-safe.
 */
public final class WorkerProcess implements ConnectWorker {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
  private static final long STOP_SECONDS = 30;
  private static final String LOGGING =
      """
      appender.out.type = Console
      appender.out.name = out
      appender.out.layout.type = PatternLayout
      appender.out.layout.pattern = %d %-5p %c{1}: %m%n
      rootLogger.level = warn
      rootLogger.appenderRef.out.ref = out
      logger.tributary.name = io.tributary
      logger.tributary.level = info
      """;

  private final Path directory;
  private final List<String> command;
  private final URI rest;
  private @Nullable Process process;

  private WorkerProcess(Path directory, List<String> command, URI rest) {
    this.directory = directory;
    this.command = command;
    this.rest = rest;
  }

  /** Starts with the class path of this JVM; returns when the worker is ready. */
  public static WorkerProcess start(WorkerConfig config, Path directory) {
    return start(config, directory, System.getProperty("java.class.path"), List.of());
  }

  /**
   * Starts with a class path of its own, for instance that of an older Connect.
   *
   * @param jvmOptions come after the defaults and win over them
   */
  public static WorkerProcess start(
      WorkerConfig config, Path directory, String classPath, List<String> jvmOptions) {
    Map<String, String> properties = config.properties();
    List<String> command = command(directory, properties, classPath, jvmOptions);
    var worker = new WorkerProcess(directory, command, URI.create(properties.get("listeners")));
    worker.start();
    return worker;
  }

  /** Starts it again with the same properties and returns when it is ready. */
  public void start() {
    if (isAlive()) {
      throw new IllegalStateException("the worker is running");
    }
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitReady(START_TIMEOUT);
  }

  /** Waits until the worker answers; fails with the end of its log when it does not or has died. */
  public void awaitReady(Duration timeout) {
    try {
      Awaitility.await().atMost(timeout).until(() -> client().isReady() || !isAlive());
    } catch (ConditionTimeoutException e) {
      kill9();
      throw new IllegalStateException("the worker at " + rest + " is not ready\n" + endOfLog(), e);
    }
    if (!isAlive()) {
      throw new IllegalStateException("the worker at " + rest + " has ended\n" + endOfLog());
    }
  }

  /** Kills it without any chance to clean up and returns when the process is gone. */
  public void kill9() {
    if (process != null) {
      process.destroyForcibly();
      waitFor(process);
    }
  }

  /** Asks it to stop, as an operator would, and kills it if that takes over 30 seconds. */
  public void stop() {
    if (process != null) {
      process.destroy();
      if (!waitFor(process)) {
        kill9();
      }
    }
  }

  public boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** The process id; only while it is alive. */
  public long pid() {
    return Objects.requireNonNull(process).pid();
  }

  /** The file with all it has written. */
  public Path log() {
    return directory.resolve("worker.log");
  }

  @Override
  public URI rest() {
    return rest;
  }

  @Override
  public void close() {
    stop();
  }

  private static boolean waitFor(Process process) {
    try {
      return process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private String endOfLog() {
    try {
      List<String> lines = Files.readAllLines(log(), StandardCharsets.UTF_8);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    } catch (IOException e) {
      return "no log: " + e.getMessage();
    }
  }

  private static List<String> command(
      Path directory, Map<String, String> properties, String classPath, List<String> jvmOptions) {
    try {
      Files.createDirectories(directory);
      Path logging = Files.writeString(directory.resolve("worker-log4j2.properties"), LOGGING);
      Path settings = directory.resolve("worker.properties");
      var file = new Properties();
      file.putAll(properties);
      try (var out = Files.newOutputStream(settings)) {
        file.store(out, null);
      }
      var command = new ArrayList<String>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-Xms64m", "-Xmx384m", "-XX:+UseSerialGC"));
      command.add("-XX:TieredStopAtLevel=1");
      command.add("-Dlog4j2.configurationFile=" + logging.toAbsolutePath());
      command.addAll(jvmOptions);
      command.addAll(List.of("-cp", classPath));
      command.add("org.apache.kafka.connect.cli.ConnectDistributed");
      command.add(settings.toAbsolutePath().toString());
      return List.copyOf(command);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
