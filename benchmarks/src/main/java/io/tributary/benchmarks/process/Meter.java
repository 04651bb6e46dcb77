// SPDX-License-Identifier: Apache-2.0
package io.tributary.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What a piece of work costs this process: CPU of all threads and the collector, but not of the
 * compiler, and bytes allocated by all threads. What the measuring thread does outside of {@link
 * #in} is not counted. Where there is no {@code /proc} the compiler counts as well.
 */
public final class Meter {
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final com.sun.management.OperatingSystemMXBean SYSTEM =
      (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final Path TASKS = Path.of("/proc/self/task");

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

  /** Says what {@code events} events have cost each. */
  public void report(long events) {
    var idleCpu = THREADS.getCurrentThreadCpuTime() - ownCpu - countedCpu;
    var idleBytes = THREADS.getCurrentThreadAllocatedBytes() - ownBytes - countedBytes;
    var wall = System.nanoTime() - start;
    tell("cpu", (cpu() - cpu - idleCpu) / (double) events);
    tell("bytes", (bytes() - bytes - idleBytes) / (double) events);
    tell("wall", wall / (double) events);
    tell("longest", longest / 1e6);
  }

  /** Tells the process that waits for it a figure. */
  public static void tell(String name, double value) {
    System.out.println(name + "=" + value);
  }

  /** Bytes of the heap that are in use after a collection. */
  public static double liveHeap() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
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
      // A thread that has ended is no compiler: those are told to stay.
      return 0;
    }
  }
}
