// SPDX-License-Identifier: Apache-2.0
/**
 * The ledger of a feed: what a sweep has listed in each hour, and how a topic compares with it.
 * Open {@link io.tributary.common.coverage.CoverageTracker} first.
 */
package io.tributary.common.coverage;
