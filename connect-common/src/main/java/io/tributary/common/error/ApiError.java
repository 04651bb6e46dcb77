package io.tributary.common.error;

/**
 * What a vendor answered, or that it did not answer. Where one exists the number is the HTTP
 * status.
 */
public enum ApiError implements CollectorError {
  UNEXPECTED_STATUS(
      400,
      "Unexpected status code when fetching %s events: %s",
      "The API refused the request.",
      "Check the settings that shape the request; the answer says which one is wrong",
      Recoverability.STOP),
  UNAUTHORIZED(
      401,
      "Unauthorized API response from %s: %s",
      "The credentials are not valid, or no longer.",
      "Ensure the credentials are properly created and configured",
      Recoverability.STOP),
  FORBIDDEN(
      403,
      "Forbidden API response from %s: %s",
      "The credentials are valid but may not read this log.",
      "Ensure the user or token has the permission to read it",
      Recoverability.STOP),
  NOT_FOUND(
      404,
      "No such API path: %s: %s",
      "The address or path is wrong.",
      "Ensure base.url and the path settings point at the API",
      Recoverability.STOP),
  PROXY_REFUSED(
      407,
      "The proxy refused %s: %s",
      "It does not take the user or password, or wants a login other than Basic.",
      "Check proxy.url, proxy.username and proxy.password",
      Recoverability.STOP),
  REFUSED(
      422,
      "The API refused the range or size of the request %s: %s",
      "The range is too wide or the page too large even at their smallest, or a parameter is wrong.",
      "Lower window.max.ms and page.size; check the parameters",
      Recoverability.STOP),
  TOO_MANY_REQUESTS(
      429,
      "Too many requests to %s: %s",
      "The request budget of this credential is used up.",
      "Nothing to do if it is rare; otherwise lower requests.limits",
      Recoverability.RETRY),
  BLOCKED(
      490,
      "Blocked before it reached the API: %s: %s",
      "A firewall in front of the API refused the request.",
      "Ask the administrator of the instance to let the connector through",
      Recoverability.RETRY_FIVE_TIMES),
  REDIRECTED(
      491,
      "Refused to follow %s to another origin: %s",
      "The answer points outside the configured address, where credentials must not go.",
      "Set base.url to the address the API itself answers on",
      Recoverability.STOP),
  EVENT_TOO_LARGE(
      492,
      "An answer is larger than response.max.bytes: %s: %s",
      "Even a page of one event does not fit.",
      "Raise response.max.bytes",
      Recoverability.STOP),
  TOO_MANY_AT_ONCE(
      493,
      "More rows at %s than the API lists: %s",
      "The API refuses to page further within one instant.",
      "Ask the vendor to raise its result window; then restart the task",
      Recoverability.STOP),
  PAGE_REPEATED(
      494,
      "The page after %s repeats the one before",
      "The API ignores the paging parameter.",
      "Check the paging settings and report it to the vendor",
      Recoverability.RETRY_FIVE_TIMES),
  UNREADABLE(
      495,
      "Failed to parse %s from response: %s",
      "The answer is not what the API promises, such as the page of a proxy.",
      "Check that base.url points at the API itself; if it does, contact the vendor",
      Recoverability.RETRY_FIVE_TIMES),
  TIMEOUT(
      496,
      "Connection Timeout Error. %s did not answer within %s",
      "The API or the network is slow.",
      "Verify that the address is correct and can be reached; raise request.timeout.ms for a slow API",
      Recoverability.RETRY),
  CONNECTION(
      497,
      "Connection Error. %s: %s",
      "The host cannot be resolved or reached, or it broke the connection.",
      "Ensure the address is correct and that this worker has access to it",
      Recoverability.RETRY),
  MAX_BACKOFF(
      498,
      "Max Retries Error. %s attempts in a row have failed; the next follows in %s",
      "The fault has lasted until the back-off reached its longest wait.",
      "The connector goes on trying; look at the last error",
      Recoverability.RETRY),
  CLOSE_FAILED(
      499,
      "Failed to close the HTTP client: %s",
      "A call did not end when the task was stopped.",
      "Nothing to do: the worker drops it",
      Recoverability.RETRY),
  SERVER_ERROR(
      500,
      "The API has a fault of its own: %s: %s",
      "The service is failing or under maintenance.",
      "Nothing to do unless it lasts; then contact the vendor",
      Recoverability.RETRY);

  // A record of text and numbers, which the checker does not see.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Entry entry;

  ApiError(int id, String text, String cause, String remedy, Recoverability recoverability) {
    entry = new Entry(id, text, cause, remedy, recoverability);
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
