// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Where things lie.
 *
 * @param root the checkout
 * @param data what a run leaves behind; one directory for the demonstration and one for connectors
 *     of one's own, so that neither finds the topics of the other
 */
public record Layout(Path root, Path data) {
  public static Layout demo(Path root) {
    return new Layout(root, root.resolve("target/quickstart/demo"));
  }

  public static Layout own(Path root) {
    return new Layout(root, root.resolve("target/quickstart/own"));
  }

  /** The modules whose component archives are installed. */
  public List<Path> connectorModules() {
    try (var modules = Files.newDirectoryStream(root, "connector-*")) {
      return StreamSupport.stream(modules.spliterator(), false)
          .filter(module -> Files.exists(module.resolve("config-examples")))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path plugins() {
    return data.resolve("plugins");
  }

  Path kafka() {
    return data.resolve("kafka");
  }

  public Path certificates() {
    return data.resolve("certificates");
  }

  /** What the examples refer to through Kafka's FileConfigProvider. */
  public Path properties() {
    return data.resolve("demo.properties");
  }

  /** What a demonstration needs to go on where it stopped. */
  public Path kept() {
    return data.resolve("kept.json");
  }

  public Path log() {
    return data.resolve("quickstart.log");
  }

  public Path examples() {
    return root.resolve("config-examples/quickstart");
  }

  /**
   * An empty place for a run, or the one of the last run when that is to be kept. It belongs to
   * this JVM until that ends.
   */
  public void prepare(boolean keep) throws IOException, QuickstartException {
    Path lock = Files.createDirectories(data.getParent()).resolve(data.getFileName() + ".lock");
    // Held open on purpose: closing it would give the place away.
    var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      throw new QuickstartException(
          "Another quickstart is running in " + root + ". Stop it first.");
    }
    delete(keep ? plugins() : data);
    Files.createDirectories(data);
  }

  private static void delete(Path tree) throws IOException {
    if (Files.notExists(tree)) {
      return;
    }
    try (var paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
