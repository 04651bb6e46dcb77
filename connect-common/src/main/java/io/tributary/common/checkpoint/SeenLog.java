// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.checkpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tributary.common.event.DigestLog;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * The entries of {@link SeenIds}, each a digest, a second and the text of both, in the order
 * emitted. The log is append-only and its entries never change, so the sets before and after a page
 * can share it.
 *
 * <p>The text of an entry is base64url: 11 characters of the digest, of which the last two bits
 * tell how many more there are, and then the difference of its second to that of the entry before,
 * with the sign in the lowest bit. Most entries take 13 characters.
 */
final class SeenLog {
  private static final byte[] BASE64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".getBytes(ISO_8859_1);
  private static final byte[] VALUES = values();

  /** The characters of a difference, by the last two bits of the digest's last character. */
  private static final int[] LENGTHS = {2, 3, 4, 7};

  /** The characters of most entries. */
  static final int SHORTEST_ENTRY = 13;

  private static final int DIGEST_CHARACTERS = 11;
  private static final int LONGEST_ENTRY = DIGEST_CHARACTERS + 7;
  private static final int RADIX = 36;
  private static final char SEPARATOR = '.';

  private final DigestLog digests;
  private final long[] seconds;
  private final int[] textEnds;
  private byte[] text;

  /** Creates an empty log with room for the given number of entries. */
  SeenLog(int room) {
    digests = new DigestLog(room);
    seconds = new long[room];
    textEnds = new int[room];
    text = new byte[room * (SHORTEST_ENTRY + 1)];
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

  /**
   * Returns the entries in {@code [from, to)} as text: the second of the first one in base 36, a
   * full stop, and the entries.
   */
  String text(int from, int to) {
    if (from == to) {
      return "";
    }
    var rest = from + 1 < to ? start(from + 1) : start(to);
    var entries = new byte[SHORTEST_ENTRY + start(to) - rest];
    // The first entry is its own reference.
    write(entries, 0, digests.at(from), 0);
    System.arraycopy(text, rest, entries, SHORTEST_ENTRY, start(to) - rest);
    return Long.toString(seconds[from], RADIX) + SEPARATOR + new String(entries, ISO_8859_1);
  }

  /**
   * Calls the consumer with each digest and second of the result of {@link #text}.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  static void read(String text, BiConsumer<Long, Long> entries) {
    if (text.isEmpty()) {
      return;
    }
    var end = text.indexOf(SEPARATOR);
    if (end < 1 || end > 12) {
      throw unreadable(0);
    }
    var second = second(text.substring(0, end));
    for (var at = end + 1; at < text.length(); ) {
      var high = bits(text, at, DIGEST_CHARACTERS - 1);
      var last = bits(text, at + DIGEST_CHARACTERS - 1, 1);
      var length = LENGTHS[(int) last & 3];
      var difference = bits(text, at + DIGEST_CHARACTERS, length);
      second += (difference >>> 1) ^ -(difference & 1);
      entries.accept((high << 4) | (last >>> 2), second);
      at += DIGEST_CHARACTERS + length;
    }
  }

  private static long second(String text) {
    try {
      return Long.parseLong(text, RADIX);
    } catch (NumberFormatException e) {
      throw unreadable(0);
    }
  }

  private static long bits(String text, int at, int characters) {
    if (at + characters > text.length()) {
      throw unreadable(text.length());
    }
    var bits = 0L;
    for (var i = at; i < at + characters; i++) {
      var value = text.charAt(i) < VALUES.length ? VALUES[text.charAt(i)] : -1;
      if (value < 0) {
        throw unreadable(i);
      }
      bits = (bits << 6) | value;
    }
    return bits;
  }

  private static IllegalArgumentException unreadable(int at) {
    return new IllegalArgumentException(
        OffsetCodec.IDS + " is not a list of ids at character " + at);
  }

  private void write(int position, long digest, long second) {
    seconds[position] = second;
    var difference = second - (position == 0 ? 0 : seconds[position - 1]);
    var signed = (difference << 1) ^ (difference >> 63);
    var start = start(position);
    if (start + LONGEST_ENTRY > text.length) {
      text = Arrays.copyOf(text, (start + LONGEST_ENTRY) * 2);
    }
    textEnds[position] = write(text, start, digest, signed);
  }

  /** Writes an entry, and returns where it ends. */
  private static int write(byte[] text, int start, long digest, long signed) {
    var size = 0;
    while (size < LENGTHS.length - 1 && signed >>> (6 * LENGTHS[size]) != 0) {
      size++;
    }
    var middle = start + DIGEST_CHARACTERS;
    writeBits(text, start, DIGEST_CHARACTERS - 1, digest >>> 4);
    writeBits(text, middle - 1, 1, (digest << 2) | size);
    writeBits(text, middle, LENGTHS[size], signed);
    return middle + LENGTHS[size];
  }

  private static void writeBits(byte[] text, int start, int characters, long bits) {
    var rest = bits;
    for (var at = start + characters - 1; at >= start; at--) {
      text[at] = BASE64[(int) rest & 63];
      rest >>>= 6;
    }
  }

  private int start(int at) {
    return at == 0 ? 0 : textEnds[at - 1];
  }

  private static byte[] values() {
    var values = new byte[128];
    Arrays.fill(values, (byte) -1);
    for (var i = 0; i < BASE64.length; i++) {
      values[BASE64[i]] = (byte) i;
    }
    return values;
  }
}
