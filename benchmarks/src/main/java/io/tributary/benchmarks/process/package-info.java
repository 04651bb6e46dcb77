// SPDX-License-Identifier: Apache-2.0
/**
 * What every measured process needs: its options, its meter, the events it is fed with, and the
 * parent that starts it and reads its figures. Nothing here knows what is measured. Open {@link
 * io.tributary.benchmarks.process.Fork} first.
 */
@NullMarked
package io.tributary.benchmarks.process;

import org.jspecify.annotations.NullMarked;
