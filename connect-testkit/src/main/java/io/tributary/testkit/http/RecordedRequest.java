// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as received. Header names are in lower case. Query and form parameters are decoded.
 *
 * @param target path and query as sent
 * @param at the time of arrival by the system's clock
 */
public record RecordedRequest(
    String method, String target, Map<String, String> headers, String body, Instant at) {

  public String path() {
    return target.split("\\?", 2)[0];
  }

  /** Parameters of the query. A repeated one has several values. */
  public Map<String, List<String>> query() {
    int start = target.indexOf('?');
    return start < 0 ? Map.of() : decode(target.substring(start + 1));
  }

  /** First value of a query parameter. */
  public Optional<String> query(String name) {
    return query().getOrDefault(name, List.of()).stream().findFirst();
  }

  /** First value of a form parameter in the body. */
  public Optional<String> form(String name) {
    return decode(body).getOrDefault(name, List.of()).stream().findFirst();
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(java.util.Locale.ROOT)));
  }

  /**
   * All texts it contains: the credential in its header, then the others as sent, plain, and in all
   * other spellings, short ones first.
   */
  String quoted() {
    var credential = header("authorization");
    var texts = new ArrayList<String>();
    credential.map(text -> Spellings.of(text.replaceFirst("\\w+ ", ""))).ifPresent(texts::addAll);
    for (String pair : body.split("&", -1)) {
      texts.add(pair);
      texts.add(plain(pair));
      texts.addAll(Spellings.of(plain(pair.substring(pair.indexOf('=') + 1))));
    }
    texts.sort(Comparator.comparing(String::length));
    return credential.map(text -> text + ' ').orElse("") + String.join(" ", texts);
  }

  private static Map<String, List<String>> decode(String text) {
    var values = new LinkedHashMap<String, List<String>>();
    for (String pair : text.split("&", -1)) {
      if (!pair.isEmpty()) {
        String[] parts = pair.split("=", 2);
        values
            .computeIfAbsent(plain(parts[0]), name -> new ArrayList<>())
            .add(parts.length == 1 ? "" : plain(parts[1]));
      }
    }
    return values;
  }

  private static String plain(String encoded) {
    return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
  }
}
