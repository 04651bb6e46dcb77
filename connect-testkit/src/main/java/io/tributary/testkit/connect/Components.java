// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.connect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Unpacks component archives, as Confluent Hub's client would, into a plugin path. */
public final class Components {
  private Components() {}

  /**
   * Unpacks the one archive in {@code <module>/target/components/packages}.
   *
   * @return the plugin path
   */
  public static Path installFrom(Path moduleDirectory, Path pluginPath) {
    Path packages = moduleDirectory.resolve("target/components/packages");
    try (var files = Files.list(packages)) {
      List<Path> archives = files.filter(file -> file.toString().endsWith(".zip")).toList();
      if (archives.size() != 1) {
        throw new IllegalStateException("not one archive in " + packages + ": " + archives);
      }
      return install(archives.get(0), pluginPath);
    } catch (IOException e) {
      throw new UncheckedIOException("no archive in " + packages + ": package the module", e);
    }
  }

  /** Unpacks one archive; an entry that would land outside the plugin path is refused. */
  public static Path install(Path archive, Path pluginPath) {
    try (var zip = new ZipInputStream(Files.newInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path target = pluginPath.resolve(entry.getName()).normalize();
        if (!target.startsWith(pluginPath.normalize())) {
          throw new IllegalStateException(archive + " leaves its directory: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.write(target, zip.readAllBytes());
        }
      }
      return pluginPath;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
