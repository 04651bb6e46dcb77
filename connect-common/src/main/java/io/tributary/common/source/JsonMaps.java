package io.tributary.common.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as the maps, lists and scalars that Connect calls schemaless. */
final class JsonMaps {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonMaps() {}

  /** The value of the text; whole numbers beyond 64 bits become text, which Connect can carry. */
  static @Nullable Object parse(String text) {
    try {
      return portable(JSON.readValue(text, Object.class));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("An event that was read before cannot be read again", e);
    }
  }

  @SuppressWarnings("unchecked")
  private static @Nullable Object portable(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      ((Map<String, Object>) map).replaceAll((name, member) -> portable(member));
    } else if (value instanceof List<?> list) {
      ((List<Object>) list).replaceAll(JsonMaps::portable);
    } else if (value instanceof BigInteger) {
      return value.toString();
    }
    return value;
  }
}
