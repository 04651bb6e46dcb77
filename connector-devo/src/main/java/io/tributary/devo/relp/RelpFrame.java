package io.tributary.devo.relp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a RELP receiver sends: {@code TXNR COMMAND DATALEN[ DATA]} and a line feed.
 *
 * @param number of the transaction it belongs to; 0 for what belongs to none
 */
record RelpFrame(int number, String command, String data) {
  private static final int LONGEST_HEADER = 60;
  private static final Pattern HEADER = Pattern.compile("(\\d{1,9}) ([a-zA-Z]{1,32}) (\\d{1,5})");
  private static final Pattern TAKEN = Pattern.compile("200(?![0-9]).*", Pattern.DOTALL);

  /** The bytes before the data of a frame that is sent. */
  static byte[] header(int number, String command, int bytes) {
    return (number + " " + command + " " + bytes + " ").getBytes(UTF_8);
  }

  /**
   * The next frame, or nothing where the stream ends between two.
   *
   * @throws RelpFault if it is none
   */
  static Optional<RelpFrame> read(InputStream in) throws IOException {
    var header = new StringBuilder();
    var blanks = 0;
    var next = in.read();
    while (next >= 0 && next != '\n' && header.length() < LONGEST_HEADER) {
      if (next == ' ' && ++blanks == 3) {
        break;
      }
      header.append((char) next);
      next = in.read();
    }
    if (next < 0 && header.isEmpty()) {
      return Optional.empty();
    }
    if (next < 0) {
      throw cut();
    }
    var parts = HEADER.matcher(header);
    var length = parts.matches() ? Integer.parseInt(parts.group(3)) : -1;
    if (length < 0 || (next == '\n' && length > 0)) {
      throw new RelpProtocolException(
          "it answered with \"" + header.toString().replaceAll("\\p{Cntrl}", "?") + "\"");
    }
    var data = new String(in.readNBytes(length), UTF_8);
    var last = next == '\n' ? next : in.read();
    if (last < 0) {
      throw cut();
    }
    if (last != '\n') {
      throw new RelpProtocolException(
          "its answer to transaction " + parts.group(1) + " is longer than it says");
    }
    return Optional.of(new RelpFrame(Integer.parseInt(parts.group(1)), parts.group(2), data));
  }

  /** Whether it says that the transaction was done. */
  boolean isTaken() {
    return TAKEN.matcher(data).matches();
  }

  /** Its data up to the first line break. */
  String text() {
    return data.lines().findFirst().orElse("no code");
  }

  private static EOFException cut() {
    return new EOFException("the connection ended in the middle of an answer");
  }
}
