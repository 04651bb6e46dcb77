// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;

/** What the failure of a request for a page may mean. */
public record FailedRequest(ApiException failure) {

  /** Whether the server says that there is no such page. */
  public boolean isNotFound() {
    return failure.error() == ApiError.NOT_FOUND;
  }

  /** Whether the server finds fault with the request, which may be the number of the page. */
  public boolean isRefusal() {
    return failure.error() == ApiError.UNEXPECTED_STATUS || failure.error() == ApiError.REFUSED;
  }

  /** Whether the page is known to be too large. */
  public boolean isPageTooLarge() {
    return failure.error() == ApiError.EVENT_TOO_LARGE;
  }

  /** Whether the server answered, but not with a page that can be read. */
  public boolean isUnreadable() {
    return failure.error() == ApiError.UNREADABLE;
  }

  /** Whether the answer may have been cut off, as a smaller page might not be. */
  public boolean mayBeCut() {
    return failure.error() == ApiError.UNREADABLE || failure.error() == ApiError.CONNECTION;
  }

  /** Whether the request is known to be too large, so that a smaller one is due at once. */
  public boolean isTooLarge(boolean behindFirstPage) {
    return isPageTooLarge()
        || failure.error() == ApiError.REFUSED
        || (isRefusal() && behindFirstPage);
  }

  /**
   * Whether a smaller request may succeed. A refused login or a used-up budget has other causes.
   */
  public boolean mayDependOnSize() {
    return failure.error() instanceof ApiError error
        && switch (error) {
          case UNAUTHORIZED,
              FORBIDDEN,
              NOT_FOUND,
              TOO_MANY_REQUESTS,
              BLOCKED,
              REDIRECTED,
              PROXY_REFUSED,
              PAGE_REPEATED ->
              false;
          default -> true;
        };
  }
}
