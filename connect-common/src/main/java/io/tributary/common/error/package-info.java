// SPDX-License-Identifier: Apache-2.0
/**
 * The numbered errors of the sources, with the cause and the remedy of each, and the exception that
 * carries one. Nothing here logs, retries or decides how long to wait: an error only says how
 * recoverable it is. Open {@link io.tributary.common.error.CollectorError} first, then the enums
 * with the numbers: {@link io.tributary.common.error.SetupError}, {@link
 * io.tributary.common.error.InitVariablesError} and {@link io.tributary.common.error.ApiError}. The
 * errors of the sink are in the package {@code io.tributary.devo.error} of the sink.
 */
package io.tributary.common.error;
