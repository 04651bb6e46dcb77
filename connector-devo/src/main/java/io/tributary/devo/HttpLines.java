package io.tributary.devo;

import java.io.IOException;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import okio.GzipSink;
import okio.Okio;

/** Lines as the body of a request, written from where they are. */
final class HttpLines extends RequestBody {
  private static final MediaType TEXT = MediaType.get("text/plain; charset=utf-8");

  private final List<byte[]> lines;
  private final long length;

  /**
   * A body of lines.
   *
   * @param lines each without its line feed
   * @param length in bytes, with the line feeds
   */
  HttpLines(List<byte[]> lines, long length) {
    this.lines = lines;
    this.length = length;
  }

  /** The same lines packed. */
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
