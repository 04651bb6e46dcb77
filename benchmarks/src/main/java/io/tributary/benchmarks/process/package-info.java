// SPDX-License-Identifier: Apache-2.0
/**
 * The common parts of every measured process: its options, its meter, its input events, and the
 * parent that starts it and reads its figures. It does not know the scenarios. Open {@link
 * io.tributary.benchmarks.process.Fork} first.
 */
@NullMarked
package io.tributary.benchmarks.process;

import org.jspecify.annotations.NullMarked;
