/**
 * Benchmarks of package-private types of {@code io.tributary.devo}, which is why they share its
 * name.
 */
@NullMarked
package io.tributary.devo;

import org.jspecify.annotations.NullMarked;
