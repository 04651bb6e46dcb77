// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.event;

import io.tributary.common.json.ByteSlice;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Decides which events are the same. An event whose identity has changed since it was sent is sent
 * again, under the same id.
 */
@FunctionalInterface
public interface DedupeKey {
  /** The id alone: an event is sent once. */
  DedupeKey ID = (id, time, json) -> id;

  /** The id and the SHA-256 of the bytes: an event is sent again when anything in it changes. */
  DedupeKey ID_AND_HASH = (id, time, json) -> id + ' ' + HexFormat.of().formatHex(json.sha256());

  /** The id and the time, where that is the time of the last change: sent again after each one. */
  DedupeKey ID_AND_TIME = (id, time, json) -> id + ' ' + time;

  /** The identity of an event with the given id, time and bytes. */
  String of(String id, @Nullable Instant time, ByteSlice json);
}
