// SPDX-License-Identifier: Apache-2.0
package io.tributary.common;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** JSON with all that Jackson accepts in it, and damage to it. */
public final class RandomText {
  private static final List<String> NAMES =
      List.of("a", "b", "c", "\\u0061", "é😀", "", "a/b", "id", "data", "code", "message", "user");
  private static final List<String> LETTERS =
      List.of("x", "canary", "é", "😀", "\\\"", "\\\\", "\\n", "\\u0000", "\\ud83d", "\\u00e9");
  private static final List<String> ODD_LETTERS =
      List.of("\t", "\n", "\r", "\u0001", "\u0085", "\u2028", "}],", "{\\\"", "can\\u0061ry", " ");
  private static final List<String> SCALARS =
      List.of("0", "-7", "-0", "12345678901234567890123", "1.50", "1E400", "2e-3", "NaN", "true");
  private static final List<String> SPLINTERS =
      List.of("\"", "\\", "{", "}", "[", "]", ",", ":", "0", "e", "null", "\\ud800", "\u0000", "/");
  private static final int[] ODD_BYTES = {
    0, 9, 10, 13, 27, 0x7f, 0x80, 0xc0, 0xc3, 0xed, 0xf5, 255
  };

  private final Random random;

  public RandomText(Random random) {
    this.random = random;
  }

  /** One of the given texts. */
  public String one(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Whether something that happens with the given probability happens. */
  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** A JSON value of a few levels. */
  public String value(int levels) {
    return switch (random.nextInt(levels > 0 ? 6 : 3)) {
      case 0 -> string();
      case 1 -> one(SCALARS);
      case 2 -> chance(0.5) ? "null" : one(List.of("false", "-Infinity", "17", "\"\""));
      case 3 -> list(random.nextInt(4), () -> value(levels - 1));
      default -> object(levels);
    };
  }

  /** A JSON string in its quotes. */
  public String string() {
    var letters = chance(0.2) ? ODD_LETTERS : LETTERS;
    return IntStream.range(0, random.nextInt(5))
        .mapToObj(i -> one(chance(0.5) ? LETTERS : letters))
        .collect(Collectors.joining("", "\"", "\""));
  }

  /** A JSON object of a few levels with random members. */
  public String object(int levels) {
    return object(
        IntStream.range(0, random.nextInt(4))
            .mapToObj(i -> member(one(NAMES), value(levels - 1)))
            .toList());
  }

  /** A JSON object with the given members. */
  public String object(List<String> members) {
    return "{" + space() + String.join(space() + "," + space(), members) + space() + "}";
  }

  /** A member of an object; the name as it stands between its quotes. */
  public String member(String name, String value) {
    return '"' + name + '"' + space() + ":" + space() + value;
  }

  /** A JSON array. */
  public String list(int size, Supplier<String> element) {
    return IntStream.range(0, size)
        .mapToObj(i -> space() + element.get() + space())
        .collect(Collectors.joining(",", "[", "]"));
  }

  private String space() {
    return chance(0.8) ? "" : one(List.of(" ", "\n\t", "\r\n  "));
  }

  /** The bytes with a little damage, or none. */
  public byte[] damaged(byte[] bytes) {
    var damaged = bytes;
    for (var i = random.nextInt(4); i > 0; i--) {
      damaged = damagedOnce(damaged);
    }
    return damaged;
  }

  private byte[] damagedOnce(byte[] bytes) {
    var at = random.nextInt(bytes.length + 1);
    var to = Math.min(bytes.length, at + random.nextInt(8));
    return switch (random.nextInt(6)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> spliced(bytes, at, to, new byte[0]);
      case 2 -> spliced(bytes, to, to, Arrays.copyOfRange(bytes, at, to));
      case 3 -> spliced(bytes, at, at, one(SPLINTERS).getBytes(UTF_8));
      case 4 -> spliced(bytes, at, Math.min(at + 1, bytes.length), oddByte());
      default -> spliced(bytes, at, at, oddByte());
    };
  }

  private byte[] oddByte() {
    return new byte[] {(byte) ODD_BYTES[random.nextInt(ODD_BYTES.length)]};
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] by) {
    var result = Arrays.copyOf(bytes, from + by.length + bytes.length - to);
    System.arraycopy(by, 0, result, from, by.length);
    System.arraycopy(bytes, to, result, from + by.length, bytes.length - to);
    return result;
  }
}
