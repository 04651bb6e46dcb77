package io.tributary.common.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** JSON as the maps, lists and scalars that Connect calls schemaless. */
public final class SchemalessJson {
  /** As lenient as the reader of events, but no deeper than a converter can follow. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private SchemalessJson() {}

  /**
   * The value of the text; whole numbers beyond 64 bits become text, which Connect can carry. Text
   * nested deeper than 1,000 levels, or with a number of over 1,000 digits or a string of over 20
   * million characters, gives way to {@code otherwise}.
   */
  public static @Nullable Object parse(String text, Supplier<String> otherwise) {
    try {
      return portable(JSON.readValue(text, Object.class));
    } catch (JsonProcessingException e) {
      return parse(otherwise.get(), () -> "null");
    }
  }

  @SuppressWarnings("unchecked")
  private static @Nullable Object portable(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      ((Map<String, Object>) map).replaceAll((name, member) -> portable(member));
    } else if (value instanceof List<?> list) {
      ((List<Object>) list).replaceAll(SchemalessJson::portable);
    } else if (value instanceof BigInteger) {
      return value.toString();
    }
    return value;
  }
}
