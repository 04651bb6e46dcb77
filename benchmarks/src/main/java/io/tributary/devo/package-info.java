/**
 * Benchmarks of package-private types of {@code io.tributary.devo}, which is why they share its
 * name.
 */
package io.tributary.devo;
