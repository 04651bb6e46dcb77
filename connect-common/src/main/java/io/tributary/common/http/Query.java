package io.tributary.common.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.Map;

/** The query of a request: names and values in order, percent-encoded. Immutable. */
public record Query(String text) {
  /** A request without a query. */
  public static final Query NONE = new Query("");

  /** With one more pair; a name may occur several times. */
  public Query with(String name, Object value) {
    return new Query(
        text + (text.isEmpty() ? '?' : '&') + encode(name) + '=' + encode(value.toString()));
  }

  /** With all the given pairs. */
  public Query with(Map<String, String> pairs) {
    var query = this;
    for (var pair : pairs.entrySet()) {
      query = query.with(pair.getKey(), pair.getValue());
    }
    return query;
  }

  /** With the name once for each of the given values. */
  public Query withEach(String name, List<String> values) {
    var query = this;
    for (var value : values) {
      query = query.with(name, value);
    }
    return query;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
