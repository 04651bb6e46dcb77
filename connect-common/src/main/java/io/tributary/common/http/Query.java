// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;

/**
 * The query of a request: names and values in order. Immutable.
 *
 * @param mayBeCut whether a body that is too large is cut at the limit instead of refused
 */
public record Query(List<Parameter> parameters, boolean mayBeCut) {
  /** A request without a query. */
  public static final Query NONE = new Query(List.of(), false);

  /** A name with a value, neither of them encoded. */
  record Parameter(String name, String value) {}

  public Query {
    parameters = List.copyOf(parameters);
  }

  /** With one more pair; a name may occur several times. */
  public Query with(String name, Object value) {
    var more = new ArrayList<>(parameters);
    more.add(new Parameter(name, value.toString()));
    return new Query(more, mayBeCut);
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

  /**
   * Whose body is cut at the limit if it is larger, instead of refused: for one row of a list that
   * can be read on behind it, which would otherwise be requested again for ever.
   */
  public Query cutIf(boolean oneRow) {
    return new Query(parameters, oneRow);
  }

  /** The address with this query, percent-encoded. */
  HttpUrl on(HttpUrl address) {
    var url = address.newBuilder().query(null);
    parameters.forEach(parameter -> url.addQueryParameter(parameter.name(), parameter.value()));
    return url.build();
  }
}
