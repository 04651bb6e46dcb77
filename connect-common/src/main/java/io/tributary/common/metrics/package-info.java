/**
 * The figures an operator can watch and how they are published: through Kafka's own plugin metrics
 * on workers that have them, over JMX otherwise. Deciding what counts is left to the engine. Open
 * {@link io.tributary.common.metrics.SourceMetric} first.
 */
package io.tributary.common.metrics;
