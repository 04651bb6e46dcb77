// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.event.Event;
import java.util.List;
import java.util.Map;

/**
 * The events of a batch that were not emitted before.
 *
 * @param offsets the offset of each
 * @param next the state after they are emitted
 */
record Unseen(
    List<Event> events,
    List<Map<String, String>> offsets,
    long pullId,
    FeedState next,
    List<Observation> observations) {
  Unseen {
    if (events.size() != offsets.size()) {
      throw new IllegalArgumentException(
          events.size() + " events with " + offsets.size() + " offsets");
    }
  }
}
