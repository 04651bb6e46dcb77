// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.connect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
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
 * A distributed Connect worker in a separate JVM, which can be killed and restarted with the same
 * properties. It appends its output to {@code worker.log} in the given directory. The REST port is
 * chosen once, so {@link #rest()} stays the same across restarts. Not thread-safe.
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

  /** Starts with the class path of this JVM and returns when the worker is ready. */
  public static WorkerProcess start(WorkerConfig config, Path directory) {
    return start(config, directory, System.getProperty("java.class.path"), List.of());
  }

  /**
   * Starts with another class path, for instance that of an older Connect.
   *
   * @param jvmOptions follow the defaults and override them
   */
  public static WorkerProcess start(
      WorkerConfig config, Path directory, String classPath, List<String> jvmOptions) {
    Map<String, String> properties = config.properties();
    List<String> command = command(directory, properties, classPath, jvmOptions);
    var worker = new WorkerProcess(directory, command, URI.create(properties.get("listeners")));
    worker.start();
    return worker;
  }

  /** Restarts it with the same properties and returns when it is ready. */
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

  /**
   * Waits until the worker answers. If it does not, or has ended, fails with the end of its log.
   */
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

  /** Kills it without any cleanup and returns when the process has ended. */
  public void kill9() {
    if (process != null) {
      process.destroyForcibly();
      waitFor(process);
    }
  }

  /** Asks it to stop, as an operator would, and kills it after 30 seconds. */
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

  /** The process id. The process must be alive. */
  public long pid() {
    return Objects.requireNonNull(process).pid();
  }

  /** The file that contains all of its output. */
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
      command.add("-Duser.timezone=" + ZoneId.systemDefault());
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
