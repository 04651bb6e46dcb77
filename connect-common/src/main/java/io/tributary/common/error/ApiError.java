// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.error;

/**
 * Errors in the answers of a vendor, and missing answers. A number below 490, and 500, is an HTTP
 * status that may stand for similar ones too: 400 for each unexpected status, 500 for all from 500
 * on. 490–499 are no HTTP statuses.
 */
public enum ApiError implements CollectorError {
  UNEXPECTED_STATUS(
      400,
      "Unexpected status code when fetching %s events: %s",
      "The API refused the request.",
      "Check the settings that are sent with the request; the answer says which one is wrong",
      Recoverability.STOP),
  UNAUTHORIZED(
      401,
      "Unauthorized API response from %s: %s",
      "The credentials are not valid, or not any more.",
      "Ensure the credentials are properly created and configured, then restart a failed task",
      Recoverability.STOP),
  FORBIDDEN(
      403,
      "Forbidden API response from %s: %s",
      "The credentials are valid but may not read this log.",
      "Ensure the user or token has the permission to read it, then restart a failed task",
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
      "It does not accept the user name or password, or requires a login other than Basic.",
      "Check proxy.url, proxy.username and proxy.password, then restart a failed task",
      Recoverability.STOP),
  REFUSED(
      422,
      "The API refused the range or size of the request %s: %s",
      "Even the smallest range or page is too large for the API, or a parameter is wrong.",
      "Lower window.max.ms and page.size; check the parameters",
      Recoverability.STOP),
  TOO_MANY_REQUESTS(
      429,
      "Too many requests to %s: %s",
      "The request budget of this credential is used up.",
      "Nothing, if it is rare; otherwise lower requests.limits",
      Recoverability.RETRY),
  BLOCKED(
      490,
      "Blocked before it reached the API: %s: %s",
      "A firewall in front of the API refused the request.",
      "Ask the administrator of the instance to let the connector through, then restart a failed task",
      Recoverability.UNCLEAR),
  REDIRECTED(
      491,
      "Refused to follow %s to another origin: %s",
      "The redirect leads to another address, which must not receive the credentials.",
      "Set base.url to the address of the API itself",
      Recoverability.STOP),
  EVENT_TOO_LARGE(
      492,
      "An answer is too large: %s: %s",
      "Even a page of one event is larger than response.max.bytes, or has over 10,000 rows and ten times page.size.",
      "Raise response.max.bytes; if there are too many rows, check the paging settings",
      Recoverability.STOP),
  TOO_MANY_AT_ONCE(
      493,
      "More rows at %s than the API lists: %s",
      "The API refuses further pages within one second.",
      "Ask the vendor to raise its result window; then restart the task",
      Recoverability.STOP),
  PAGE_REPEATED(
      494,
      "The page after %s repeats the one before",
      "The API ignores the paging parameter.",
      "Check the paging settings and report it to the vendor",
      Recoverability.UNCLEAR),
  UNREADABLE(
      495,
      "Failed to parse %s from response: %s",
      "The answer is not what the API documents, such as an error page of a proxy.",
      "Check that base.url points at the API itself; if it does, contact the vendor",
      Recoverability.UNCLEAR),
  TIMEOUT(
      496,
      "Connection Timeout Error. %s did not answer within %s",
      "The API or the network is slow.",
      "Verify that the address is correct and reachable; raise request.timeout.ms for a slow API",
      Recoverability.RETRY),
  CONNECTION(
      497,
      "Connection Error. %s: %s",
      "The host cannot be resolved or reached, or it closed the connection.",
      "Ensure that the address is correct and that this worker has access to it",
      Recoverability.RETRY),
  MAX_BACKOFF(
      498,
      "Max Retries Error. %s attempts in a row have failed; the next follows in %s",
      "The fault has lasted until the back-off reached its maximum.",
      "Look at the last error; the connector continues to retry",
      Recoverability.RETRY),
  CLOSE_FAILED(
      499,
      "Failed to close the HTTP client: %s",
      "A request did not end when the task was stopped.",
      "Nothing: the worker discards it",
      Recoverability.RETRY),
  SERVER_ERROR(
      500,
      "The API reported an internal error: %s: %s",
      "The service is failing or under maintenance.",
      "Nothing, unless it persists; then contact the vendor",
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
