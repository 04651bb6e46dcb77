// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.event;

import io.tributary.common.json.ByteSlice;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Defines which events are duplicates. An event whose identity has changed since it was sent is
 * sent again, under the same id.
 */
@FunctionalInterface
public interface DedupeKey {
  /** The id alone. An event is sent once. */
  DedupeKey ID = (id, time, json) -> id;

  /** The id and the SHA-256 of the bytes. An event is sent again when anything in it changes. */
  DedupeKey ID_AND_HASH = (id, time, json) -> id + ' ' + HexFormat.of().formatHex(json.sha256());

  /**
   * The id and the time, for vendors whose time is that of the last change. An event is sent again
   * after each change.
   */
  DedupeKey ID_AND_TIME = (id, time, json) -> id + ' ' + time;

  /** Returns the identity of an event with the given id, time (UTC) and bytes. */
  String of(String id, @Nullable Instant time, ByteSlice json);
}
