// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The one way JSON from outside is parsed: as leniently as its meaning stays clear, because one odd
 * event must not keep a whole page from being read. Raw control characters in strings, NaN and
 * Infinity are accepted, and nothing but {@code response.max.bytes} limits length or depth.
 *
 * <p>A reader that is pickier or has limits of its own withholds what another reader has accepted.
 * Where nothing limits the depth, a reader must not recurse: parsers and trees of Jackson do not.
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

  /** For trees of small documents, such as the answer to a login. */
  public static final JsonMapper MAPPER = new JsonMapper(FACTORY);

  private LenientJson() {}

  /** The text with U+FFFD for every byte sequence that is not UTF-8; the same array if all are. */
  public static byte[] repaired(byte[] bytes) {
    var text = new String(bytes, UTF_8);
    // A body of a vendor that means the character itself is valid, and parsed as it is.
    return text.indexOf('\uFFFD') < 0 ? bytes : text.getBytes(UTF_8);
  }
}
