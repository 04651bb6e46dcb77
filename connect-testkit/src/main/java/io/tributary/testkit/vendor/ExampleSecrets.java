// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.vendor;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The files that the examples of a connector refer to as {@code ${file:…}} and {@code
 * ${directory:…}}, filled with the values that a fake accepts.
 */
public final class ExampleSecrets {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{(file|directory):/etc/kafka-connect/secrets/?([^:]*):([^:}]+)}");

  private final Path directory;
  private final Map<String, String> values = new HashMap<>();

  /** Of the fake, below a directory that takes the place of {@code /etc/kafka-connect/secrets}. */
  public ExampleSecrets(Path directory, FakeVendor vendor) {
    this.directory = directory;
    vendor.logins().forEach(login -> values.putAll(login.settings()));
  }

  /** Writes all that the configuration of a connector refers to. */
  public void write(Map<String, String> config) throws IOException {
    for (var setting : config.entrySet()) {
      var reference = REFERENCE.matcher(setting.getValue());
      if (reference.matches()) {
        var value = values.getOrDefault(setting.getKey(), "any");
        var at = directory.resolve(reference.group(2));
        if (reference.group(1).equals("file")) {
          Files.createDirectories(at.getParent());
          Files.writeString(at, reference.group(3) + "=" + value + "\n", CREATE, APPEND);
        } else {
          Files.writeString(Files.createDirectories(at).resolve(reference.group(3)), value);
        }
      }
    }
  }
}
