/**
 * Benchmarks of package-private types of {@code io.tributary.common.engine}, which is why they
 * share its name.
 */
@NullMarked
package io.tributary.common.engine;

import org.jspecify.annotations.NullMarked;
