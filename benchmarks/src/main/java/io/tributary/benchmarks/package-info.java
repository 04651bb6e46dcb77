// SPDX-License-Identifier: Apache-2.0
/**
 * Whole tasks measured next to their floors, and JMH benchmarks of the hot paths. No vendor is
 * named here, and nothing is asserted but in the tests. Open {@link
 * io.tributary.benchmarks.SourceScenarios} first.
 */
@NullMarked
package io.tributary.benchmarks;

import org.jspecify.annotations.NullMarked;
