// SPDX-License-Identifier: Apache-2.0
/**
 * Benchmarks of package-private types of {@code io.tributary.common.engine}, which is why they
 * share its name. Nothing here is part of the engine. Open {@link
 * io.tributary.common.engine.PageBenchmark} first.
 */
package io.tributary.common.engine;
