// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The only way to parse JSON from outside. It is as lenient as possible while the meaning stays
 * clear, because one odd event must not make a whole page unreadable. It accepts raw control
 * characters in strings, NaN and Infinity. Only {@code response.max.bytes} limits the length. The
 * depth of a response is limited, because a parser keeps an object for each level, and a small
 * response can be decompressed to millions of levels.
 *
 * <p>Every reader must use these rules: a stricter reader would reject events that another has
 * accepted.
 */
public final class LenientJson {
  /** The deepest nesting of a response, which is also that of Connect's JSON converter. */
  private static final int MAX_DEPTH = 1_000;

  public static final JsonFactory FACTORY = within(0);

  /** For records, whose size is limited. Their depth is not, so a reader must not recurse. */
  public static final JsonFactory ANY_DEPTH = nestedAtMost(Integer.MAX_VALUE);

  /** A mapper for small documents, such as the response to a login; no deeper than 1,000. */
  public static final JsonMapper MAPPER =
      new JsonMapper(
          FACTORY
              .rebuild()
              .streamReadConstraints(
                  FACTORY.streamReadConstraints().rebuild().maxNestingDepth(1000).build())
              .build());

  private LenientJson() {}

  /** Returns the factory of parsers for a value that is so many levels deep in a response. */
  public static JsonFactory within(int levels) {
    return nestedAtMost(MAX_DEPTH - levels);
  }

  private static JsonFactory nestedAtMost(int depth) {
    return JsonFactory.builder()
        .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
        .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(depth)
                .maxNumberLength(Integer.MAX_VALUE)
                .maxNameLength(Integer.MAX_VALUE)
                .maxStringLength(Integer.MAX_VALUE)
                .build())
        .build();
  }

  /**
   * Returns the text with U+FFFD for every byte sequence that is not UTF-8, or the same array if
   * there is none.
   */
  public static byte[] repaired(byte[] bytes) {
    var text = new String(bytes, UTF_8);
    // A body that contains U+FFFD itself is valid and parsed as it is.
    return text.indexOf('\uFFFD') < 0 ? bytes : text.getBytes(UTF_8);
  }
}
