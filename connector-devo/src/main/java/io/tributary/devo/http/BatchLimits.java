// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.delivery.DevoTransport;

/**
 * When a batch is full: by the bytes of its body, or by the heap that it uses, because events of a
 * few bytes weigh what their objects weigh (rule R5).
 *
 * @param bytes most bytes of a body, unless it has one event
 * @param weight bytes of heap from which on a batch is full
 */
record BatchLimits(int bytes, long weight) {
  private static final int LEAST_WEIGHT = 4 << 20;

  /** Events of 500 bytes and more fill a batch by its bytes. */
  private static final int WEIGHT_OF_A_BYTE = 4;

  /** So many small requests share a slot. */
  static final int PARTS = 32;

  private static final int SPARE = 4;

  static BatchLimits of(DevoSinkConfig config) {
    var bytes = config.batchMaxBytes();
    return new BatchLimits(bytes, Math.max(LEAST_WEIGHT, (long) WEIGHT_OF_A_BYTE * bytes));
  }

  /**
   * Room for full batches in all slots, one to follow, and three times as much for the small ones
   * of many tags, which grow while they wait.
   */
  DevoTransport.Capacity capacity(int slots) {
    return new DevoTransport.Capacity((slots + SPARE) * weight, (slots + SPARE - 1) * weight);
  }

  /** Whether so many more bytes are too many for this batch. */
  boolean isFull(HttpBatch batch, int more) {
    return batch.bytes() + more > bytes || batch.weight() >= weight;
  }

  /** How full it is, from 1 to 32 parts. */
  int parts(HttpBatch batch) {
    var full = Math.max((double) batch.bytes() / bytes, (double) batch.weight() / weight);
    return (int) Math.max(1, Math.min(PARTS, Math.ceil(full * PARTS)));
  }
}
