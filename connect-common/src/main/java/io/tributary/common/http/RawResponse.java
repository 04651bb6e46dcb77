package io.tributary.common.http;

import okhttp3.Headers;

/** What came back: status, headers and as much of the body as anyone wants to see. */
record RawResponse(String source, int status, Headers headers, byte[] bytes) {

  boolean succeeded() {
    return status >= 200 && status < 300;
  }

  boolean redirects() {
    return status >= 300 && status < 400 && headers.get("Location") != null;
  }
}
