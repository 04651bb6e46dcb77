// SPDX-License-Identifier: Apache-2.0
/**
 * Benchmarks of whole tasks compared with their floors, and JMH benchmarks of the hot paths. The
 * package names no vendor, and only its tests assert anything. Open {@link
 * io.tributary.benchmarks.SourceScenarios} first.
 */
@NullMarked
package io.tributary.benchmarks;

import org.jspecify.annotations.NullMarked;
