// SPDX-License-Identifier: Apache-2.0
/**
 * The metrics that an operator can watch, and their publication: through Kafka's own plugin metrics
 * on workers that have them, over JMX otherwise. The engine decides when a metric changes. Open
 * {@link io.tributary.common.metrics.SourceMetric} first.
 */
package io.tributary.common.metrics;
