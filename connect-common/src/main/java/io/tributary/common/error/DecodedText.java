// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.error;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A text with the escapes of JSON, HTML and URLs decoded, and for each letter the place in the
 * original that it was written in. Decoding looks ahead a few letters only, so it is linear.
 */
final class DecodedText {
  private static final int LONGEST_ENTITY = 14;

  private static final Map<String, String> ENTITIES =
      Map.ofEntries(
          Map.entry("amp", "&"),
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("quot", "\""),
          Map.entry("apos", "'"),
          Map.entry("nbsp", " "),
          Map.entry("plus", "+"),
          Map.entry("sol", "/"),
          Map.entry("bsol", "\\"),
          Map.entry("equals", "="),
          Map.entry("excl", "!"),
          Map.entry("num", "#"),
          Map.entry("dollar", "$"),
          Map.entry("percnt", "%"),
          Map.entry("lpar", "("),
          Map.entry("rpar", ")"),
          Map.entry("ast", "*"),
          Map.entry("comma", ","),
          Map.entry("period", "."),
          Map.entry("colon", ":"),
          Map.entry("semi", ";"),
          Map.entry("quest", "?"),
          Map.entry("commat", "@"),
          Map.entry("lsqb", "["),
          Map.entry("lbrack", "["),
          Map.entry("rsqb", "]"),
          Map.entry("rbrack", "]"),
          Map.entry("Hat", "^"),
          Map.entry("lowbar", "_"),
          Map.entry("grave", "`"),
          Map.entry("lcub", "{"),
          Map.entry("lbrace", "{"),
          Map.entry("rcub", "}"),
          Map.entry("rbrace", "}"),
          Map.entry("vert", "|"),
          Map.entry("verbar", "|"));

  private final StringBuilder text;
  private int[] starts;
  private int[] ends;

  private DecodedText(int capacity) {
    text = new StringBuilder(capacity);
    starts = new int[capacity];
    ends = new int[capacity];
  }

  /** The original itself. */
  static DecodedText of(String original) {
    var all = new DecodedText(original.length());
    for (var i = 0; i < original.length(); i++) {
      all.add(original.substring(i, i + 1), i, i + 1);
    }
    return all;
  }

  /** The same with all its escapes decoded once. */
  DecodedText decoded() {
    var next = new DecodedText(text.length());
    for (var i = 0; i < text.length(); ) {
      var escape = escape(i);
      next.add(escape.meaning(), starts[i], ends[i + escape.length() - 1]);
      i += escape.length();
    }
    return next;
  }

  int length() {
    return text.length();
  }

  char letter(int index) {
    return text.charAt(index);
  }

  /** Whether an escape begins there that the end of the text may have cut. */
  boolean mayBeCutAt(int index) {
    return text.length() - index < LONGEST_ENTITY
        && "\\&%".indexOf(text.charAt(index)) >= 0
        && text.chars()
            .skip(index + 1)
            .allMatch(letter -> isOfName((char) letter) || letter == '%');
  }

  /** Where the letter begins in the original. */
  int start(int index) {
    return starts[index];
  }

  /** Behind the letter in the original. */
  int end(int index) {
    return ends[index];
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private void add(String letters, int start, int end) {
    for (var i = 0; i < letters.length(); i++) {
      if (text.length() == starts.length) {
        starts = Arrays.copyOf(starts, 2 * starts.length);
        ends = Arrays.copyOf(ends, 2 * ends.length);
      }
      starts[text.length()] = start;
      ends[text.length()] = end;
      text.append(letters.charAt(i));
    }
  }

  /** So many letters mean something else. */
  private record Escape(String meaning, int length) {}

  private Escape escape(int at) {
    var escape =
        switch (text.charAt(at)) {
          case '\\' -> inJson(at);
          case '&' -> inHtml(at);
          case '%' -> inUrl(at);
          default -> null;
        };
    return escape == null ? new Escape(text.substring(at, at + 1), 1) : escape;
  }

  private @Nullable Escape inJson(int at) {
    var kind = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
    return switch (kind) {
      case 'u' -> coded(at, 2, 4);
      case 'x' -> coded(at, 2, 2);
      case '"', '\'', '\\', '/' -> new Escape(String.valueOf(kind), 2);
      case 'n' -> new Escape("\n", 2);
      case 'r' -> new Escape("\r", 2);
      case 't' -> new Escape("\t", 2);
      default -> null;
    };
  }

  private @Nullable Escape inHtml(int at) {
    var end = at + 1;
    while (end < text.length() && end < at + LONGEST_ENTITY && isOfName(text.charAt(end))) {
      end++;
    }
    if (end == text.length()) {
      // It may go on where the text was cut.
      return null;
    }
    var name = text.substring(at + 1, end);
    var length = end - at + (text.charAt(end) == ';' ? 1 : 0);
    var meaning = ENTITIES.get(name);
    if (meaning != null) {
      return new Escape(meaning, length);
    }
    var hex = name.startsWith("#x") || name.startsWith("#X");
    try {
      var code =
          name.startsWith("#") ? Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10) : -1;
      return Character.isValidCodePoint(code) ? new Escape(Character.toString(code), length) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static boolean isOfName(char letter) {
    return letter == '#' || (letter < 128 && Character.isLetterOrDigit(letter));
  }

  private @Nullable Escape inUrl(int at) {
    if (at + 1 < text.length() && text.charAt(at + 1) == 'u') {
      return coded(at, 2, 4);
    }
    var first = coded(at, 1, 2);
    if (first == null) {
      return null;
    }
    var lead = first.meaning().charAt(0);
    var more = lead < 0xc0 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    var bytes = new StringBuilder(first.meaning());
    for (var i = 1; i <= more; i++) {
      var next =
          at + 3 * i < text.length() && text.charAt(at + 3 * i) == '%'
              ? coded(at + 3 * i, 1, 2)
              : null;
      if (next == null || next.meaning().charAt(0) >> 6 != 2) {
        // Not UTF-8: the letter that the byte is in ISO 8859-1.
        return first;
      }
      bytes.append(next.meaning());
    }
    return more == 0
        ? first
        : new Escape(new String(bytes.toString().getBytes(ISO_8859_1), UTF_8), 3 * (more + 1));
  }

  /** A letter written as hexadecimal digits behind a mark. */
  private @Nullable Escape coded(int at, int mark, int digits) {
    var from = at + mark;
    var to = from + digits;
    if (to > text.length()) {
      return null;
    }
    for (var i = from; i < to; i++) {
      if (!HexFormat.isHexDigit(text.charAt(i))) {
        return null;
      }
    }
    return new Escape(String.valueOf((char) HexFormat.fromHexDigits(text, from, to)), to - at);
  }
}
