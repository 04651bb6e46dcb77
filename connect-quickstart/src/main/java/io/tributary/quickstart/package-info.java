/**
 * The whole pipeline in one JVM: broker, worker, the packaged connectors, fake vendors and Devo.
 */
@NullMarked
package io.tributary.quickstart;

import org.jspecify.annotations.NullMarked;
