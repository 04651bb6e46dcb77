// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import java.io.IOException;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import okio.GzipSink;
import okio.Okio;

/** The lines of a batch as the body of a request, written without copying them. */
final class LinesRequestBody extends RequestBody {
  private static final MediaType TEXT = MediaType.get("text/plain; charset=utf-8");

  private final List<byte[]> lines;
  private final long length;

  /**
   * Creates a body.
   *
   * @param lines each without its line feed
   * @param length in bytes, with the line feeds
   */
  LinesRequestBody(List<byte[]> lines, long length) {
    this.lines = lines;
    this.length = length;
  }

  /**
   * The same body compressed. OkHttp's own gzip body has no content length, and would be sent in
   * chunks.
   */
  RequestBody gzipped() throws IOException {
    // Not Request.Builder.gzip(), which sends no Content-Length.
    var packed = new Buffer();
    try (var sink = Okio.buffer(new GzipSink(packed))) {
      writeTo(sink);
    }
    return RequestBody.create(packed.readByteString(), TEXT);
  }

  @Override
  public MediaType contentType() {
    return TEXT;
  }

  @Override
  public long contentLength() {
    return length;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    for (var line : lines) {
      sink.write(line);
      sink.writeByte('\n');
    }
  }
}
