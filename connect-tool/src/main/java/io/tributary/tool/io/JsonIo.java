// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads JSON and YAML, which includes the dictionaries that Python prints, and writes JSON. */
public final class JsonIo {
  public static final ObjectMapper MAPPER = new ObjectMapper();

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final ObjectWriter WRITER =
      MAPPER.writer(
          new DefaultPrettyPrinter()
              .withObjectIndenter(new DefaultIndenter("  ", "\n"))
              .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private JsonIo() {}

  /** JSON text with line breaks. */
  public static String text(Object value) {
    try {
      return WRITER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The JSON of a file. A message in words reports what is wrong with it. */
  public static JsonNode read(Path file) {
    return parse(MAPPER, content(file), file + " is not JSON");
  }

  /** A file's YAML or JSON. */
  public static JsonNode readYaml(Path file) {
    return yaml(content(file), file + " is neither YAML nor JSON");
  }

  /** YAML, JSON or a Python dictionary. The given words report that the text is none of them. */
  public static JsonNode yaml(String text, String otherwise) {
    return parse(YAML, text, otherwise);
  }

  public static String content(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new CommandFailedException("There is no file " + file + ".");
    } catch (IOException e) {
      throw new CommandFailedException("Cannot read " + file + ": " + e.getMessage() + ".");
    }
  }

  private static JsonNode parse(ObjectMapper mapper, String text, String otherwise) {
    try {
      var tree = mapper.readTree(text);
      return tree == null ? mapper.missingNode() : tree;
    } catch (JsonProcessingException e) {
      // Not the message: it may quote a secret.
      var at = e.getLocation();
      throw new CommandFailedException(
          at == null
              ? otherwise + "."
              : "%s: line %d, column %d.".formatted(otherwise, at.getLineNr(), at.getColumnNr()));
    }
  }
}
