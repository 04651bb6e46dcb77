package io.tributary.common.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;

/**
 * How events are parsed: as leniently as their meaning stays clear, because one odd event must not
 * keep a whole page from being read. Raw control characters in strings, NaN and Infinity are taken,
 * and nothing but {@code response.max.bytes} limits length or depth.
 */
public final class LenientJson {
  public static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private LenientJson() {}

  /** The text with U+FFFD for every byte sequence that is no UTF-8; the same array if all is. */
  public static byte[] repaired(byte[] bytes) {
    var text = new String(bytes, UTF_8);
    // A body of a vendor that means the character itself is valid, and parsed as it is.
    return text.indexOf('\uFFFD') < 0 ? bytes : text.getBytes(UTF_8);
  }
}
