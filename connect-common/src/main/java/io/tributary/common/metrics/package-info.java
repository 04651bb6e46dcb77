// SPDX-License-Identifier: Apache-2.0
/**
 * The metrics and the journal that an operator can watch, and the publication of metrics: through
 * Kafka's own plugin metrics on workers that have them, over JMX otherwise. The engine decides when
 * a metric changes. Open {@link io.tributary.common.metrics.SourceMetric} first.
 */
package io.tributary.common.metrics;
