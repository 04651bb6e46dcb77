// SPDX-License-Identifier: Apache-2.0
/**
 * Benchmarks of package-private types of {@code io.tributary.common.engine}, which is why they
 * share its name.
 */
package io.tributary.common.engine;
