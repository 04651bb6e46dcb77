// SPDX-License-Identifier: Apache-2.0
package io.tributary.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tributary.benchmarks.process.Lines;
import io.tributary.benchmarks.process.Tally;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/**
 * A fake of a relay's RELP input that takes every message, and answers what it has read at once.
 */
final class RelpIntake {
  private static final String OPENED =
      "200 OK\nrelp_version=0\nrelp_software=bench\ncommands=syslog";
  private static final String TAKEN = "200 OK";

  private final Lines lines;

  RelpIntake(Tally tally) {
    lines = new Lines(tally);
  }

  void serve(Socket socket) throws IOException {
    var in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    var out = new BufferedOutputStream(socket.getOutputStream(), 1 << 14);
    for (var number = word(in); !number.isEmpty(); number = word(in)) {
      var command = word(in);
      var length = word(in);
      var data = length.equals("0") ? new byte[0] : in.readNBytes(Integer.parseInt(length));
      lines.read(new ByteArrayInputStream(data));
      if (data.length > 0 && in.read() != '\n') {
        throw new IOException("a frame does not end");
      }
      var answer = command.equals("open") ? OPENED : TAKEN;
      out.write((number + " rsp " + answer.length() + " " + answer + "\n").getBytes(ISO_8859_1));
      if (in.available() == 0 || !command.equals("syslog")) {
        out.flush();
      }
    }
  }

  /** Up to the next space or line feed. */
  private static String word(InputStream in) throws IOException {
    var word = new StringBuilder();
    for (var next = in.read(); next > ' '; next = in.read()) {
      word.append((char) next);
    }
    return word.toString();
  }
}
