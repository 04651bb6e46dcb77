// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import io.tributary.devo.message.RecordPosition;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What was written over one connection and is not confirmed. It counts what was written, not what
 * was given, so that a confirmation never covers anything else (rule R4). Times are milliseconds of
 * any clock that does not go back. Pure.
 */
final class Epoch {
  private final Map<TopicPartition, Long> highest = new HashMap<>();
  private @Nullable RecordPosition first;
  private long messages;
  private long bytes;
  private long since;

  /** These lines were written, the partitions of some of which were revoked meanwhile. */
  void written(List<EncodedLines.Line> lines, Collection<TopicPartition> revoked, long now) {
    if (lines.isEmpty()) {
      return;
    }
    if (messages == 0) {
      since = now;
      first = lines.get(0).item().position();
    }
    messages += lines.size();
    for (var line : lines) {
      bytes += line.length();
    }
    // Within a partition they are in order, so mostly the last line tells for all.
    for (int at = lines.size() - 1; at >= 0; at--) {
      var position = lines.get(at).item().position();
      if (at == lines.size() - 1
          || !position.partition().equals(lines.get(at + 1).item().position().partition())) {
        highest.merge(position.partition(), position.offset(), Math::max);
      }
    }
    highest.keySet().removeAll(revoked);
  }

  void revoke(Collection<TopicPartition> partitions) {
    highest.keySet().removeAll(partitions);
  }

  boolean isEmpty() {
    return messages == 0;
  }

  long messages() {
    return messages;
  }

  long bytes() {
    return bytes;
  }

  /** When the first message was written. */
  long since() {
    return since;
  }

  /** The highest offset written of each partition. */
  Map<TopicPartition, Long> highest() {
    return highest;
  }

  /** The message, if it has only one. */
  Optional<RecordPosition> single() {
    return messages == 1 ? Optional.ofNullable(first) : Optional.empty();
  }
}
