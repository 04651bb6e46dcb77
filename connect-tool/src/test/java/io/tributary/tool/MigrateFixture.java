// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import io.tributary.tool.io.JsonIo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A directory with the files of a collector, and what {@code migrate} has made of them. */
record MigrateFixture(Path directory) {
  Path out() {
    return directory.resolve("out");
  }

  /** A copy of a file of {@code samples}. */
  Path sample(String name) {
    try (var in = MigrateFixture.class.getResourceAsStream("/samples/" + name)) {
      return Files.write(directory.resolve(name), in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path write(String name, String text) {
    try {
      return Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Map<String, String> settings(String connector) {
    var settings = new HashMap<String, String>();
    JsonIo.read(out().resolve(connector + ".json"))
        .path("config")
        .properties()
        .forEach(setting -> settings.put(setting.getKey(), setting.getValue().asText()));
    return settings;
  }

  String content(String file) throws IOException {
    return Files.readString(out().resolve(file));
  }
}
