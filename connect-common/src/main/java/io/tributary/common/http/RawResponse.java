// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import okhttp3.Headers;

/** A response: status, headers, and the body in UTF-8, of an error only its start. */
record RawResponse(String source, int status, Headers headers, byte[] bytes) {

  boolean succeeded() {
    return status >= 200 && status < 300;
  }

  /** Whether there is a body to read: 204 means that there is nothing to send. */
  boolean hasContent() {
    return status != 204;
  }

  boolean redirects() {
    return status >= 300 && status < 400 && headers.get("Location") != null;
  }
}
