// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * A request that trades a grant for a token.
 *
 * @param uri the token endpoint
 * @param fields the grant and the client
 * @param layout how the fields are sent
 * @param dated whether the grant is good only near the time it was made
 */
public record TokenRequest(URI uri, Map<String, String> fields, Layout layout, boolean dated) {
  public static final String CLIENT_ID = "client_id";
  static final String CLIENT_SECRET = "client_secret";

  public TokenRequest {
    fields = Map.copyOf(fields);
  }

  /** Where the fields are put. */
  public enum Layout {
    /** All of them into a form. */
    FORM,
    /** All of them into a JSON object. */
    JSON,
    /**
     * Id and secret of the client into a header (RFC 6749, section 2.3.1), the rest into a form.
     */
    BASIC
  }

  /** The fields of the body. */
  Map<String, String> body() {
    var body = new HashMap<>(fields);
    if (layout == Layout.BASIC) {
      body.remove(CLIENT_ID);
      body.remove(CLIENT_SECRET);
    }
    return body;
  }

  /** The header that identifies the client. */
  String basic() {
    return "Basic " + Base64.getEncoder().encodeToString(client().getBytes(UTF_8));
  }

  private String client() {
    return fields.get(CLIENT_ID) + ':' + fields.get(CLIENT_SECRET);
  }

  /** The values that no message may show: the fields and, if there is one, the header. */
  Map<String, String> secrets() {
    var secrets = new HashMap<>(fields);
    if (layout == Layout.BASIC) {
      secrets.put("authorization", client());
    } else if (!fields.containsKey(CLIENT_SECRET)) {
      // The id alone identifies a client without a secret.
      secrets.put("client", fields.getOrDefault(CLIENT_ID, ""));
    }
    return secrets;
  }

  /** Names no secret. */
  @Override
  public String toString() {
    return "TokenRequest[" + layout + " to " + uri + "]";
  }
}
