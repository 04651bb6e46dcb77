// SPDX-License-Identifier: Apache-2.0
/**
 * Reads a topic and its ledger from Kafka. Open {@link io.tributary.tool.coverage.TopicScan} first.
 */
package io.tributary.tool.coverage;
