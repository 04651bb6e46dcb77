// SPDX-License-Identifier: Apache-2.0
/**
 * The numbered errors of the sink, and which of them an exception on the way to Devo amounts to.
 * What to do about an error is decided by those who catch it. Open {@link
 * io.tributary.devo.error.SinkError} first.
 */
@NullMarked
package io.tributary.devo.error;

import org.jspecify.annotations.NullMarked;
