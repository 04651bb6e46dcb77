// SPDX-License-Identifier: Apache-2.0
/**
 * One HTTP client for JSON APIs: requests are authorized and answers classified, but never retried,
 * because the engine decides when to try again. TLS, proxies, redaction and the clock of the server
 * belong here as well. Open {@link io.tributary.common.http.ApiClient} first, then {@link
 * io.tributary.common.http.StatusClassifier}.
 */
package io.tributary.common.http;
