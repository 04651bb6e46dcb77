// SPDX-License-Identifier: Apache-2.0
/**
 * The engine that reads a feed. It decides what to read next, fetches one page at a time on a
 * separate thread, and turns pages into records that each carry a checkpoint. It does not depend on
 * any vendor or setting. Open {@link io.tributary.common.engine.EventPuller} first, the whole loop,
 * then {@link io.tributary.common.engine.ReaderState}, which opens a window, and {@link
 * io.tributary.common.paging.RangeReading}, which chooses the next page of it.
 */
package io.tributary.common.engine;
