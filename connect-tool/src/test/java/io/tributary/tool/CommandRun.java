// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.tool.io.JsonIo;
import java.io.PrintWriter;
import java.io.StringWriter;

/** One run of the command line, in this JVM. */
record CommandRun(int status, String out, String err) {

  static CommandRun of(Object... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var line = Tool.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    var words = new String[arguments.length];
    for (var i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    return new CommandRun(line.execute(words), out.toString(), err.toString());
  }

  JsonNode json() {
    try {
      return JsonIo.MAPPER.readTree(out);
    } catch (JsonProcessingException e) {
      throw new AssertionError(out + err, e);
    }
  }
}
