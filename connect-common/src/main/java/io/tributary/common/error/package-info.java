// SPDX-License-Identifier: Apache-2.0
/**
 * The numbered errors of the sources, with the cause and the remedy of each, and the exception that
 * carries one. Errors of the sink are in the sink. Nothing here logs, retries or decides how long
 * to wait: an error only says how recoverable it is. Open {@link
 * io.tributary.common.error.CollectorError} first, then {@link
 * io.tributary.common.error.Recoverability}.
 */
package io.tributary.common.error;
