package io.tributary.devo.http;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

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
    var compressed = new ByteArrayOutputStream(Math.toIntExact(length / 8));
    try (var out = new BufferedOutputStream(new GZIPOutputStream(compressed, 1 << 13), 1 << 13)) {
      for (var line : lines) {
        out.write(line);
        out.write('\n');
      }
    }
    return RequestBody.create(compressed.toByteArray(), TEXT);
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
