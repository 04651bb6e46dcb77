// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.message;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tributary.common.json.LenientJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Writes Connect's data as JSON. Values with a schema look as Connect's own JsonConverter writes
 * them without schemas, with numbers for decimals. But nothing is refused or changed that JSON can
 * hold: a null is never replaced by the default of its field, maps may hold dates (ISO 8601, UTC),
 * numbers of any size and structs, and half an emoji becomes an escape.
 */
final class ConnectJson {
  private final JsonGenerator out;

  private ConnectJson(JsonGenerator out) {
    this.out = out;
  }

  /**
   * Returns the value as JSON on one line.
   *
   * @throws DataException if it contains an object of a class that is not data; the message is the
   *     name of the class
   * @throws UncheckedIOException if it is nested deeper than 1,000 levels
   */
  static String text(@Nullable Schema schema, Object value) {
    var text = new StringWriter();
    try (var out = LenientJson.FACTORY.createGenerator(text)) {
      new ConnectJson(out).write(schema, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // They can only be inside a string.
    return withoutHalfPairs(text.toString(), "\\u%04x"::formatted);
  }

  private void write(@Nullable Schema schema, @Nullable Object value) throws IOException {
    if (value == null) {
      out.writeNull();
    } else if (value instanceof Struct struct) {
      writeStruct(struct);
    } else if (value instanceof Map<?, ?> map) {
      writeMap(schema, map);
    } else if (value instanceof Iterable<?> items) {
      writeArray(schema == null ? null : schema.valueSchema(), items);
    } else if (value instanceof java.util.Date date) {
      writeDate(schema, date);
    } else if (!writeNumber(value) && !writeText(value)) {
      throw new DataException(value.getClass().getSimpleName());
    }
  }

  private void writeStruct(Struct struct) throws IOException {
    out.writeStartObject();
    for (var field : struct.schema().fields()) {
      writeName(field.name());
      // Struct.get would return the default of the field for a null.
      write(field.schema(), struct.getWithoutDefault(field.name()));
    }
    out.writeEndObject();
  }

  /** An object if all keys are text, otherwise an array of pairs, as the JsonConverter does it. */
  private void writeMap(@Nullable Schema schema, Map<?, ?> map) throws IOException {
    var keys = schema == null ? null : schema.keySchema();
    var values = schema == null ? null : schema.valueSchema();
    if (map.keySet().stream().allMatch(CharSequence.class::isInstance)) {
      out.writeStartObject();
      for (var entry : map.entrySet()) {
        writeName(entry.getKey().toString());
        write(values, entry.getValue());
      }
      out.writeEndObject();
    } else {
      out.writeStartArray();
      for (var entry : map.entrySet()) {
        out.writeStartArray();
        write(keys, entry.getKey());
        write(values, entry.getValue());
        out.writeEndArray();
      }
      out.writeEndArray();
    }
  }

  /** Readers refuse the escape of half a pair in a name, but not in a string. */
  private void writeName(String name) throws IOException {
    out.writeFieldName(withoutHalfPairs(name, half -> "\uFFFD"));
  }

  private void writeArray(@Nullable Schema schema, Iterable<?> items) throws IOException {
    out.writeStartArray();
    for (var item : items) {
      write(schema, item);
    }
    out.writeEndArray();
  }

  /** A date with one of Connect's schemas is a number; others have no such convention. */
  private void writeDate(@Nullable Schema schema, java.util.Date date) throws IOException {
    var name = schema == null || schema.name() == null ? "" : schema.name();
    switch (name) {
      case Date.LOGICAL_NAME -> out.writeNumber(Date.fromLogical(Date.SCHEMA, date));
      case Time.LOGICAL_NAME -> out.writeNumber(Time.fromLogical(Time.SCHEMA, date));
      case Timestamp.LOGICAL_NAME -> out.writeNumber(Timestamp.fromLogical(Timestamp.SCHEMA, date));
      default ->
          out.writeString(
              Instant.ofEpochMilli(Timestamp.fromLogical(Timestamp.SCHEMA, date)).toString());
    }
  }

  /** Writes a number, a boolean, or NaN and Infinity, which become text. */
  private boolean writeNumber(Object value) throws IOException {
    if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value instanceof Byte || value instanceof Short || value instanceof Integer) {
      out.writeNumber(((Number) value).intValue());
    } else if (value instanceof Long number) {
      out.writeNumber(number);
    } else if (value instanceof Float number) {
      out.writeNumber(number);
    } else if (value instanceof Double number) {
      out.writeNumber(number);
    } else if (value instanceof BigDecimal number) {
      out.writeNumber(number);
    } else if (value instanceof BigInteger number) {
      out.writeNumber(number);
    } else {
      return false;
    }
    return true;
  }

  /** Writes text, bytes as Base64, or an object whose text is all there is to it. */
  private boolean writeText(Object value) throws IOException {
    if (value instanceof byte[] bytes) {
      out.writeBinary(bytes);
    } else if (value instanceof ByteBuffer buffer) {
      var bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      out.writeBinary(bytes);
    } else if (value instanceof CharSequence
        || value instanceof Character
        || value instanceof Enum<?>
        || value instanceof UUID
        || value instanceof TemporalAccessor
        || value instanceof TemporalAmount) {
      out.writeString(value.toString());
    } else if (value.getClass().isArray()) {
      out.writeStartArray();
      for (var index = 0; index < Array.getLength(value); index++) {
        write(null, Array.get(value, index));
      }
      out.writeEndArray();
    } else {
      return false;
    }
    return true;
  }

  /** Replaces each half of a surrogate pair, which has no bytes in UTF-8. */
  private static String withoutHalfPairs(String text, IntFunction<String> replacement) {
    StringBuilder fixed = null;
    for (var at = 0; at < text.length(); at++) {
      var letter = text.charAt(at);
      if (Character.isSurrogate(letter) && !isPaired(text, at)) {
        fixed = fixed == null ? new StringBuilder(text.substring(0, at)) : fixed;
        fixed.append(replacement.apply(letter));
      } else if (fixed != null) {
        fixed.append(letter);
      }
    }
    return fixed == null ? text : fixed.toString();
  }

  private static boolean isPaired(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at))
        ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
        : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
  }
}
