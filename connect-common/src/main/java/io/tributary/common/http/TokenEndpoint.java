package io.tributary.common.http;

import java.net.URI;
import java.util.Map;

/** Where a grant is traded for a token: a POST that carries no credential but its form. */
@FunctionalInterface
public interface TokenEndpoint {

  /**
   * Posts a form.
   *
   * @throws io.tributary.common.error.ApiException if it is not answered with a 2xx
   */
  Body post(URI uri, Map<String, String> form);
}
