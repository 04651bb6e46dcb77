// SPDX-License-Identifier: Apache-2.0
package io.tributary.benchmarks;

import io.tributary.benchmarks.process.HttpRequest;
import io.tributary.benchmarks.process.Lines;
import io.tributary.benchmarks.process.Options;
import io.tributary.benchmarks.process.Tally;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Instant;
import java.util.zip.GZIPInputStream;

/** Plays Devo's HTTP intake: takes every request, after {@code latency} milliseconds. */
final class HttpIntake {
  private final Lines lines;
  private final int latency;

  HttpIntake(Options options, Tally tally) {
    lines = new Lines(tally);
    latency = options.number("latency", 0);
  }

  void serve(Socket socket) throws IOException {
    var in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    var out = socket.getOutputStream();
    for (var request = HttpRequest.read(in); request != null; request = HttpRequest.read(in)) {
      var body = new ByteArrayInputStream(request.body());
      lines.read(request.gzip() ? new GZIPInputStream(body, 1 << 16) : body);
      FarSide.pause(latency);
      out.write(HttpRequest.head(Instant.now(), 0));
    }
  }
}
