// SPDX-License-Identifier: Apache-2.0
/**
 * Devo's HTTP intake: batches for each tag and host, the requests that carry them, and what each
 * response means for the records. Open {@link io.tributary.devo.http.HttpTransport} first.
 */
@NullMarked
package io.tributary.devo.http;

import org.jspecify.annotations.NullMarked;
