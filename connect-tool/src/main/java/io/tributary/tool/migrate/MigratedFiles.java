// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool.migrate;

import io.tributary.tool.io.CommandFailedException;
import io.tributary.tool.io.JsonIo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Migrated connectors as JSON, with their secrets in separate files: those of one line in {@code
 * secrets/NAME.properties}, those of several lines in {@code secrets/NAME/SETTING.pem}.
 *
 * @param secretsOnWorker the directory in which the worker finds the secrets; absent if they stay
 *     in the JSON
 */
public record MigratedFiles(Optional<Path> secretsOnWorker) {

  /** The body of the POST that creates it; stopped if the operator has to do something first. */
  Map<String, Object> body(MigratedConnector moved) {
    var body = new LinkedHashMap<String, Object>();
    body.put("name", moved.name());
    body.put("config", config(moved.draft()));
    if (moved.offsets().isPresent() || !moved.faults().isEmpty()) {
      body.put("initial_state", "STOPPED");
    }
    return body;
  }

  /** Writes a connector, its offsets and its secrets, readable by their owner only. */
  public void write(MigratedConnector moved, Path directory) {
    var draft = moved.draft();
    try {
      write(directory.resolve(draft.name + ".json"), JsonIo.text(body(moved)) + '\n');
      if (moved.offsets().isPresent()) {
        var offsets = JsonIo.text(moved.offsets().get()) + '\n';
        write(directory.resolve(draft.name + ".offsets.json"), offsets);
      }
      if (secretsOnWorker.isPresent()) {
        writeSecrets(draft, directory.resolve("secrets"));
      }
    } catch (IOException e) {
      throw new CommandFailedException(
          "Cannot write into " + directory + ": " + e.getMessage() + ".");
    }
  }

  private Map<String, String> config(ConnectorDraft draft) {
    var config = new LinkedHashMap<>(draft.config);
    if (secretsOnWorker.isPresent()) {
      var secrets = secretsOnWorker.get();
      config.replaceAll(
          (setting, value) -> draft.isSecret(setting) ? place(draft, setting, secrets) : value);
    }
    for (var setting : draft.missing) {
      config.put(setting, inFile(draft, setting, secretsOnWorker.orElse(Path.of("secrets"))));
    }
    return config;
  }

  private static String place(ConnectorDraft draft, String setting, Path secrets) {
    return isText(draft, setting)
        ? inFile(draft, setting, secrets)
        : "${file:" + secrets.resolve(draft.name + ".properties") + ':' + setting + '}';
  }

  private static String inFile(ConnectorDraft draft, String setting, Path secrets) {
    return "${directory:" + secrets.resolve(draft.name) + ':' + setting + ".pem}";
  }

  /** Of several lines, as keys and certificates are. */
  private static boolean isText(ConnectorDraft draft, String setting) {
    return draft.config.getOrDefault(setting, "").contains("\n");
  }

  private static void writeSecrets(ConnectorDraft draft, Path secrets) throws IOException {
    var properties = new Properties();
    for (var setting : draft.config.entrySet()) {
      if (!draft.isSecret(setting.getKey())) {
        continue;
      }
      if (isText(draft, setting.getKey())) {
        write(secrets.resolve(draft.name).resolve(setting.getKey() + ".pem"), setting.getValue());
      } else {
        properties.setProperty(setting.getKey(), setting.getValue());
      }
    }
    if (!properties.isEmpty()) {
      var text = new java.io.StringWriter();
      properties.store(text, null);
      write(secrets.resolve(draft.name + ".properties"), text.toString());
    }
  }

  /** Nobody else may read the file at any moment. */
  private static void write(Path file, String text) throws IOException {
    var posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    var parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.deleteIfExists(file);
    if (posix) {
      var owner = PosixFilePermissions.fromString("rw-------");
      Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
    }
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }
}
