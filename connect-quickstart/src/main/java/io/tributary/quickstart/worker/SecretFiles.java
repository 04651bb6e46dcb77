// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.worker;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import org.apache.kafka.common.config.ConfigTransformer;

/**
 * The files and directories to which connectors refer as {@code ${file:PATH:KEY}} and {@code
 * ${directory:PATH:FILE}}. The worker opens no others, so that nobody can read files of this
 * machine through its REST API.
 */
final class SecretFiles {
  private static final Set<String> PROVIDERS = Set.of("file", "directory");
  private static final int PATH = 3;

  private SecretFiles() {}

  /** The absolute paths in these connectors. */
  static Set<Path> of(List<ConnectorFile> connectors) throws QuickstartException {
    var paths = new TreeSet<Path>();
    for (var connector : connectors) {
      for (var setting : connector.config().entrySet()) {
        var reference = ConfigTransformer.DEFAULT_PATTERN.matcher(setting.getValue());
        while (reference.find()) {
          paths.add(path(reference, connector.file() + ": " + setting.getKey()));
        }
      }
    }
    return paths;
  }

  private static Path path(Matcher reference, String place) throws QuickstartException {
    if (!PROVIDERS.contains(reference.group(1)) || reference.group(PATH) == null) {
      throw new QuickstartException(
          place
              + " refers to "
              + reference.group()
              + ". Here only ${file:PATH:KEY} and ${directory:PATH:FILE} are replaced.");
    }
    try {
      var path = absolute(reference.group(PATH));
      if (Files.exists(path)) {
        return path;
      }
    } catch (InvalidPathException e) {
      // The exception below reports it.
    }
    throw new QuickstartException(
        place + " refers to " + reference.group() + ", but there is no such file.");
  }

  /** The same value with absolute paths, as Kafka compares them with those that are allowed. */
  static String absolutePaths(String value) {
    return ConfigTransformer.DEFAULT_PATTERN
        .matcher(value)
        .replaceAll(
            reference ->
                Matcher.quoteReplacement(
                    PROVIDERS.contains(reference.group(1)) && reference.group(PATH) != null
                        ? "${%s:%s:%s}"
                            .formatted(
                                reference.group(1),
                                absolute(reference.group(PATH)),
                                reference.group(PATH + 1))
                        : reference.group()));
  }

  private static Path absolute(String path) {
    return Path.of(path).toAbsolutePath().normalize();
  }
}
