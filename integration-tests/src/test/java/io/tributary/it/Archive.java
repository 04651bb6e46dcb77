// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A component archive of the build. Its files are named without their common directory. */
record Archive(
    String name, Map<String, byte[]> files, Set<String> directories, Set<LocalDateTime> times) {
  /** The beginning of the addresses of the project's own files. */
  static final String SITE = "https://github.com/tributary-connect/tributary/blob/main/";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The archive of a connector's module. */
  static Archive of(Path connector) {
    var packages = connector.resolve("target/components/packages");
    try (var found = Files.list(packages)) {
      return read(found.filter(file -> file.toString().endsWith(".zip")).findFirst().orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Archive read(Path file) throws IOException {
    var name = file.getFileName().toString().replaceFirst("\\.zip$", "");
    var archive = new Archive(name, new LinkedHashMap<>(), new TreeSet<>(), new TreeSet<>());
    try (var zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        var path = entry.getName().split("/", 2);
        archive.directories.add(path[0]);
        archive.times.add(entry.getTimeLocal());
        if (!entry.isDirectory()) {
          archive.files.put(path[1], zip.readAllBytes());
        }
      }
    }
    return archive;
  }

  boolean has(String file) {
    return files.containsKey(file);
  }

  String text(String file) {
    return new String(files.getOrDefault(file, new byte[0]), StandardCharsets.UTF_8);
  }

  /** A JSON file. Fails if it is missing or broken. */
  JsonNode json(String file) {
    try {
      return JSON.readTree(files.get(file));
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  /** The names of the files in a directory such as {@code lib/}, without the directory. */
  List<String> in(String directory) {
    return files.keySet().stream()
        .filter(file -> file.startsWith(directory))
        .map(file -> file.substring(directory.length()))
        .toList();
  }

  /** The contents of a jar in {@code lib/}. */
  Map<String, byte[]> jar(String jar) {
    var entries = new LinkedHashMap<String, byte[]>();
    InputStream bytes = new ByteArrayInputStream(files.get("lib/" + jar));
    try (var zip = new ZipInputStream(bytes)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(jar, e);
    }
    return entries;
  }

  /** The classes of all jars, as often as they occur, without the module descriptors. */
  List<Map.Entry<String, byte[]>> classes() {
    return in("lib/").stream()
        .flatMap(jar -> jar(jar).entrySet().stream())
        .filter(entry -> entry.getKey().endsWith(".class"))
        .filter(entry -> !entry.getKey().endsWith("module-info.class"))
        .toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
