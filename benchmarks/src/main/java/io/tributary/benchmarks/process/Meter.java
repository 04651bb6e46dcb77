// SPDX-License-Identifier: Apache-2.0
package io.tributary.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The cost of work in this process: CPU time of all threads and the garbage collector without the
 * compiler, and bytes allocated by all threads. Work of the measuring thread outside {@link #in}
 * does not count. Without {@code /proc} the compiler counts too.
 */
public final class Meter {
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final com.sun.management.OperatingSystemMXBean SYSTEM =
      (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final Path TASKS = Path.of("/proc/self/task");
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

  private final long cpu = cpu();
  private final long bytes = bytes();
  private final long ownCpu = THREADS.getCurrentThreadCpuTime();
  private final long ownBytes = THREADS.getCurrentThreadAllocatedBytes();
  private final long start = System.nanoTime();
  private long countedCpu;
  private long countedBytes;
  private long longest;

  /** A part of the work. */
  public interface Part<E extends Exception> {
    void run() throws E;
  }

  /** Runs a part of the work that counts. */
  public <E extends Exception> void in(Part<E> part) throws E {
    var cpuBefore = THREADS.getCurrentThreadCpuTime();
    var bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
    var before = System.nanoTime();
    try {
      part.run();
    } finally {
      longest = Math.max(longest, System.nanoTime() - before);
      countedCpu += THREADS.getCurrentThreadCpuTime() - cpuBefore;
      countedBytes += THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
    }
  }

  /** Prints the cost per event of {@code events} events. */
  public void report(long events) {
    var idleCpu = THREADS.getCurrentThreadCpuTime() - ownCpu - countedCpu;
    var idleBytes = THREADS.getCurrentThreadAllocatedBytes() - ownBytes - countedBytes;
    var wall = System.nanoTime() - start;
    tell("cpu", (cpu() - cpu - idleCpu) / (double) events);
    tell("bytes", (bytes() - bytes - idleBytes) / (double) events);
    tell("wall", wall / (double) events);
    tell("longest", longest / 1e6);
  }

  /** Returns the CPU time of this process since the meter was created, in nanoseconds. */
  public long cpuNanos() {
    return cpu() - cpu;
  }

  /** Prints a figure for the process that waits for it. */
  public static void tell(String name, double value) {
    System.out.println(name + "=" + value);
  }

  /**
   * Bytes of all live objects. The heap in use after a collection is no measure of them: G1 leaves
   * regions alone of which less than a twentieth is dead.
   */
  public static double liveHeap() {
    // The first call may itself load classes.
    var unused = histogram();
    var total = TOTAL.matcher(histogram());
    if (!total.find()) {
      throw new IllegalStateException("this JVM counts no live objects");
    }
    return Double.parseDouble(total.group(1));
  }

  /** Instances and bytes of each class, after a collection. */
  private static String histogram() {
    try {
      var commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
      var histogram =
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  commands,
                  "gcClassHistogram",
                  new Object[] {new String[0]},
                  new String[] {String[].class.getName()});
      return String.valueOf(histogram);
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long bytes() {
    return Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
        .filter(allocated -> allocated > 0)
        .sum();
  }

  private static long cpu() {
    return SYSTEM.getProcessCpuTime() - compilerCpu();
  }

  private static long compilerCpu() {
    if (!Files.isDirectory(TASKS)) {
      return 0;
    }
    try (var tasks = Files.list(TASKS)) {
      return tasks.mapToLong(Meter::compilerCpu).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long compilerCpu(Path task) {
    try {
      var compiler = Files.readString(task.resolve("comm")).matches("C[12] Comp.*\\s*");
      var time = compiler ? Files.readString(task.resolve("schedstat")) : "0 ";
      return Long.parseLong(time.substring(0, time.indexOf(' ')));
    } catch (IOException e) {
      // A thread that has ended is not a compiler: an option makes those stay.
      return 0;
    }
  }
}
