// SPDX-License-Identifier: Apache-2.0
package io.tributary.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A JVM of its own that runs one main class; it tells its figures as {@code name=value}. */
public final class Fork implements AutoCloseable {
  private static final Pattern FIGURE = Pattern.compile("([a-z]+)=(-?[0-9.E-]+)");

  /** What the script that starts a Connect worker gives it, and compilers that do not go away. */
  private static final List<String> JVM =
      List.of(
          "-Xms256M",
          "-XX:+UseG1GC",
          "-XX:MaxGCPauseMillis=20",
          "-XX:InitiatingHeapOccupancyPercent=35",
          "-XX:-UseDynamicNumberOfCompilerThreads");

  private final Process process;
  private final BufferedReader out;

  private Fork(Process process) {
    this.process = process;
    this.out = process.inputReader();
  }

  public static Fork start(Class<?> main, Options options) {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<>(List.of(java));
    command.addAll(JVM);
    command.add("-Xmx" + options.number("heap", 2048) + "M");
    var more = System.getProperty("fork.options", "");
    command.addAll(more.isBlank() ? List.of() : List.of(more.split(" ")));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(options.arguments());
    try {
      return new Fork(
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs it to its end. */
  public static Map<String, Double> run(Class<?> main, Options options) {
    try (var fork = start(main, options)) {
      var figures = fork.figures("end");
      if (fork.process.waitFor() != 0) {
        throw new IllegalStateException(main.getSimpleName() + " " + options + " has failed");
      }
      return figures;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Asks a process that goes on for its figures. */
  public Map<String, Double> ask(String last) {
    var in = process.outputWriter();
    try {
      in.write("tell\n");
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return figures(last);
  }

  /** The figures it tells, up to the given one or the end of its output. */
  public Map<String, Double> figures(String last) {
    var figures = new HashMap<String, Double>();
    out.lines()
        .takeWhile(
            line -> {
              var figure = FIGURE.matcher(line);
              if (figure.matches()) {
                figures.put(figure.group(1), Double.valueOf(figure.group(2)));
              } else {
                System.err.println(line);
              }
              return !figures.containsKey(last);
            })
        .forEach(line -> {});
    return figures;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
