// SPDX-License-Identifier: Apache-2.0
/**
 * The OAuth 2.0 grants that several vendors share, and the access tokens obtained with them. A
 * login that only one vendor has belongs to that vendor. Open {@link
 * io.tributary.common.http.oauth.TokenAuth} first.
 */
package io.tributary.common.http.oauth;
