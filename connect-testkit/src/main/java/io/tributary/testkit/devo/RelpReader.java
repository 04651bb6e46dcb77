// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.devo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The receiving side of RELP on one connection. As strict as librelp, which ends the session for a
 * number out of turn or a frame it cannot read, and stricter: data is UTF-8, as long as it says.
 */
final class RelpReader {
  private static final int LAST_NUMBER = 999_999_999;

  private final int connection;
  private final DevoFaults faults;
  private final Consumer<SyslogMessage> taken;
  private final Consumer<String> malformed;
  private int expected = 1;
  private boolean open;

  /** What came is not RELP, or the session is to end. */
  private static final class End extends Exception {
    private static final long serialVersionUID = 1L;
  }

  RelpReader(
      int connection,
      DevoFaults faults,
      Consumer<SyslogMessage> taken,
      Consumer<String> malformed) {
    this.connection = connection;
    this.faults = faults;
    this.taken = taken;
    this.malformed = malformed;
  }

  /** Answers until the sender says goodbye or its stream ends. */
  void converse(InputStream in, OutputStream out) throws IOException {
    try {
      for (int first = in.read(); first >= 0; first = in.read()) {
        frame(first, in, out);
      }
    } catch (End asTold) {
      out.write("0 serverclose 0\n".getBytes(UTF_8));
    }
  }

  private void frame(int first, InputStream in, OutputStream out) throws IOException, End {
    var number = word(first, in);
    var command = word(in.read(), in);
    var length = new StringBuilder();
    int next = in.read();
    for (; next >= '0' && next <= '9' && length.length() < 9; next = in.read()) {
      length.append((char) next);
    }
    if (!number.matches("[1-9]\\d{0,8}") || length.isEmpty() || (next != ' ' && next != '\n')) {
      throw broken("no frame: " + number + " " + command + " " + length);
    }
    var data = new byte[0];
    if (next == ' ') {
      data = in.readNBytes(Integer.parseInt(length.toString()));
      next = in.read();
    }
    if (next != '\n' || data.length != Integer.parseInt(length.toString())) {
      throw broken("wrong length " + length + ": " + new String(data, UTF_8));
    }
    if (Integer.parseInt(number) != expected) {
      throw broken("transaction " + number + " instead of " + expected);
    }
    expected = expected == LAST_NUMBER ? 1 : expected + 1;
    answer(number, command, data, out);
  }

  private void answer(String number, String command, byte[] data, OutputStream out)
      throws IOException, End {
    switch (open ? command : "first " + command) {
      case "first open" -> {
        var offers = Arrays.asList(new String(data, UTF_8).split("\n"));
        if (!offers.contains("relp_version=0") || !offers.contains("commands=syslog")) {
          throw broken("offers " + offers);
        }
        open = true;
        respond(number, "200 OK\nrelp_version=0\nrelp_software=FakeDevo\ncommands=syslog", out);
      }
      case "syslog" -> {
        var answer = message(data);
        if (!answer.isEmpty()) {
          respond(number, answer, out);
        }
      }
      case "close" -> {
        respond(number, "", out);
        throw new End();
      }
      default -> throw broken("command " + command);
    }
  }

  private String message(byte[] data) throws End {
    var text = SyslogReader.text(data);
    var message = text.flatMap(line -> SyslogMessage.parse(line, connection));
    if (message.isEmpty()) {
      malformed.accept(new String(data, UTF_8));
      return DevoFaults.TAKEN;
    }
    var answer = faults.answer(message.get().body());
    if (answer == null) {
      throw new End();
    }
    if (answer.isEmpty() || answer.startsWith("200")) {
      taken.accept(message.get());
    }
    return answer;
  }

  private static void respond(String number, String text, OutputStream out) throws IOException {
    var data = text.isEmpty() ? "" : " " + text;
    var length = text.getBytes(UTF_8).length;
    out.write((number + " rsp " + length + data + "\n").getBytes(UTF_8));
  }

  private static String word(int first, InputStream in) throws IOException {
    var word = new StringBuilder();
    for (int next = first; next > ' ' && word.length() < 32; next = in.read()) {
      word.append((char) next);
    }
    return word.toString();
  }

  private End broken(String what) {
    malformed.accept(what);
    return new End();
  }
}
