// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import io.tributary.common.error.Answer;
import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.error.ForeignText;
import java.util.function.UnaryOperator;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * A response: status, headers, and the body in UTF-8, of an error only its start.
 *
 * @param cutAt the limit in bytes at which the body was cut; 0 if it was not
 */
record RawResponse(String source, int status, Headers headers, byte[] bytes, long cutAt) {
  private static final String LOCATION = "Location";

  /** How much of a body is read. */
  enum Part {
    START,
    UP_TO_LIMIT,
    WHOLE
  }

  boolean succeeded() {
    return status >= 200 && status < 300;
  }

  /** Whether there is a body to read: 204 means that there is nothing to send. */
  boolean hasContent() {
    return status != 204;
  }

  /** The address that the response redirects to, whose query may hold a secret. */
  @Nullable String location() {
    return status >= 300 && status < 400 ? headers.get(LOCATION) : null;
  }

  /**
   * The address that the request is to be sent to next. Null if there is none, or it is not to be
   * sent again: a POST is sent to another path only where the status says so.
   *
   * @param redact removes secrets from a text
   * @throws ApiException if the address is of another origin, which must not get the credentials
   */
  @Nullable HttpUrl target(Request request, UnaryOperator<String> redact) {
    var location = location();
    if (location == null) {
      return null;
    }
    var from = request.url();
    var to = from.resolve(location);
    if (to == null || !from.resolve("/").equals(to.resolve("/"))) {
      var where =
          to == null
              ? "an address that cannot be read"
              : ForeignText.line(redact.apply(origin(to)));
      var answer = new Answer(where + " (" + status + ")", "status " + status);
      throw new ApiException(ApiError.REDIRECTED, source, answer);
    }
    var repeats =
        request.method().equals("GET")
            || status == 307
            || status == 308
            || path(from).equals(path(to));
    return repeats ? to : null;
  }

  /** Scheme, host and port; none of a user, who could be one of ours. */
  private static String origin(HttpUrl url) {
    return url.newBuilder("/").username("").password("").build().toString().replaceFirst("/$", "");
  }

  private static String path(HttpUrl url) {
    return url.encodedPath().replaceFirst("/$", "");
  }
}
