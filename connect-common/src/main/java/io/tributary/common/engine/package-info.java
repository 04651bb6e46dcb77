// SPDX-License-Identifier: Apache-2.0
/**
 * The engine that reads a feed: it decides what to read next, fetches one page at a time on a
 * thread of its own, and turns pages into records with the checkpoint on each. It knows no vendor
 * and no setting. Open {@link io.tributary.common.engine.EventPuller} first.
 */
package io.tributary.common.engine;
