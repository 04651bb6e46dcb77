/** JMH benchmarks of the hot paths. */
@NullMarked
package io.tributary.benchmarks;

import org.jspecify.annotations.NullMarked;
