// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.checkpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tributary.common.event.DigestLog;
import java.util.Arrays;

/**
 * The entries of {@link SeenIds}, each a digest, a second and the text of both, in the order
 * emitted. The log is append-only and its entries never change, so the sets before and after a page
 * can share it.
 */
final class SeenLog {
  private static final byte[] BASE64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".getBytes(ISO_8859_1);
  static final int SECOND_RADIX = 36;
  private static final int USUAL_ENTRY = 21;

  /** The characters of the digest. */
  static final int DIGEST_CHARACTERS = 11;

  /** The characters besides the second: the digest, two quotes, the at sign and a comma. */
  private static final int OTHER_CHARACTERS = DIGEST_CHARACTERS + 4;

  private final DigestLog digests;
  private final long[] seconds;
  private final int[] textEnds;
  private byte[] text;

  /** Creates an empty log with room for the given number of entries. */
  SeenLog(int room) {
    digests = new DigestLog(room);
    seconds = new long[room];
    textEnds = new int[room];
    text = new byte[1 + room * USUAL_ENTRY];
  }

  int size() {
    return digests.size();
  }

  boolean hasRoomFor(int entries) {
    return digests.hasRoomFor(entries);
  }

  long digest(int at) {
    return digests.at(at);
  }

  long second(int at) {
    return seconds[at];
  }

  /** Returns the position of a digest in {@code [from, to)}, or a negative number. */
  int find(long digest, int from, int to) {
    return digests.find(digest, from, to);
  }

  /** Appends an entry. The log must have room for it. */
  void append(long digest, long second) {
    digests.append(digest);
    write(digests.size() - 1, digest, second);
  }

  /**
   * Appends an entry unless the log holds its digest at the given position or behind. The log must
   * have room for it.
   *
   * @return the position at which the log holds the digest already, or a negative number
   */
  int findOrAppend(long digest, long second, int from) {
    var found = digests.findOrAppend(digest, from);
    if (found < 0) {
      write(digests.size() - 1, digest, second);
    }
    return found;
  }

  /** Returns the entries in {@code [from, to)} as a JSON array. */
  String text(int from, int to) {
    if (from == to) {
      return "[]";
    }
    // Brackets replace the commas around the entries while the text is copied.
    text[start(from) - 1] = '[';
    text[start(to) - 1] = ']';
    var array = new String(text, start(from) - 1, start(to) - start(from) + 1, ISO_8859_1);
    text[start(from) - 1] = ',';
    text[start(to) - 1] = ',';
    return array;
  }

  private void write(int position, long digest, long second) {
    seconds[position] = second;
    var start = start(position);
    var end = start + OTHER_CHARACTERS + length(second);
    if (end > text.length) {
      text = Arrays.copyOf(text, end * 2);
    }
    textEnds[position] = end;
    var at = start;
    text[at++] = '"';
    for (var shift = Long.SIZE - 6; shift > 0; shift -= 6) {
      text[at++] = BASE64[(int) (digest >>> shift) & 63];
    }
    text[at++] = BASE64[(int) (digest << 2) & 63];
    text[at++] = '@';
    text[at] = '-';
    at = end;
    text[--at] = ',';
    text[--at] = '"';
    var rest = second;
    do {
      text[--at] = (byte) Character.forDigit((int) Math.abs(rest % SECOND_RADIX), SECOND_RADIX);
      rest /= SECOND_RADIX;
    } while (rest != 0);
  }

  /** Returns the number of characters of a second, which has a sign if it precedes 1970. */
  private static int length(long second) {
    var length = second < 0 ? 2 : 1;
    for (var rest = second / SECOND_RADIX; rest != 0; rest /= SECOND_RADIX) {
      length++;
    }
    return length;
  }

  /** Returns where the text of an entry starts. The byte before it is a comma. */
  private int start(int at) {
    return at == 0 ? 1 : textEnds[at - 1];
  }
}
