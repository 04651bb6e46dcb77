// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A connector in the form that Connect's REST API accepts: {@code {"name": …, "config": {…}}}.
 *
 * @param file its path as shown to the user
 */
public record ConnectorFile(String file, String name, Map<String, String> config) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** All {@code .json} files of a directory, by name. */
  public static List<ConnectorFile> readAll(Path directory)
      throws QuickstartException, IOException {
    var files = new ArrayList<ConnectorFile>();
    try (var paths = Files.list(directory)) {
      for (Path path : paths.filter(p -> p.toString().endsWith(".json")).sorted().toList()) {
        files.add(read(path));
      }
    }
    return files;
  }

  /** Reads one file. A readable message reports what is wrong with it. */
  public static ConnectorFile read(Path path) throws QuickstartException {
    JsonNode root = parse(path);
    JsonNode name = root.path("name");
    JsonNode config = root.path("config");
    if (!name.isTextual() || name.asText().isBlank() || !config.isObject()) {
      throw new QuickstartException(
          path + " must look like {\"name\": \"my-connector\", \"config\": {\"…\": \"…\"}}.");
    }
    var settings = new LinkedHashMap<String, String>();
    for (var setting : config.properties()) {
      if (!setting.getValue().isValueNode() || setting.getValue().isNull()) {
        throw new QuickstartException(
            path + ": the setting " + setting.getKey() + " must be text.");
      }
      var text = setting.getValue().asText();
      settings.put(setting.getKey(), SecretFiles.absolutePaths(text));
    }
    if (settings.getOrDefault("connector.class", "").isBlank()) {
      throw new QuickstartException(path + ": the setting connector.class is missing.");
    }
    return new ConnectorFile(path.toString(), name.asText(), settings);
  }

  /** The same for a cluster of one broker, which cannot keep a second copy of a topic. */
  public ConnectorFile onOneBroker() {
    if (!config.containsKey("errors.deadletterqueue.topic.name")) {
      return this;
    }
    var settings = new LinkedHashMap<>(config);
    settings.put("errors.deadletterqueue.topic.replication.factor", "1");
    return new ConnectorFile(file, name, settings);
  }

  private static JsonNode parse(Path path) throws QuickstartException {
    try {
      return JSON.readTree(Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      throw new QuickstartException("There is no file " + path + ".");
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw new QuickstartException(
          "%s is not JSON: line %d, column %d: %s."
              .formatted(path, at.getLineNr(), at.getColumnNr(), e.getOriginalMessage()));
    } catch (IOException e) {
      throw new QuickstartException("Cannot read " + path + ": " + e.getMessage() + ".");
    }
  }
}
