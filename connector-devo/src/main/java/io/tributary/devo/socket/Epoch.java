// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import io.tributary.devo.message.RecordPosition;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What is written over one connection and not confirmed. It counts what was written, not what was
 * given, so that a confirmation never covers anything else (rule R4). Times are milliseconds of any
 * clock that does not go back. Pure.
 */
final class Epoch {
  private final Map<TopicPartition, Long> highest = new HashMap<>();
  private @Nullable RecordPosition first;
  private final Set<TopicPartition> revoked = new HashSet<>();
  private List<EncodedLines.Line> writing = List.of();
  private long messages;
  private long bytes;
  private long since;

  /** These lines are being written. */
  void writing(List<EncodedLines.Line> lines) {
    writing = lines;
    revoked.clear();
  }

  /** Nothing is being written any more. */
  void written() {
    writing = List.of();
  }

  /** These lines were written, all of them. */
  void written(List<EncodedLines.Line> lines, long now) {
    written();
    if (lines.isEmpty()) {
      return;
    }
    if (messages == 0) {
      since = now;
      first = lines.get(0).position();
    }
    messages += lines.size();
    var partition = lines.get(0).position().partition();
    long max = 0;
    for (var line : lines) {
      bytes += line.length();
      var position = line.position();
      // Mostly in order and of one partition, but what was kept for a while comes late.
      if (!position.partition().equals(partition)) {
        highest.merge(partition, max, Math::max);
        partition = position.partition();
        max = 0;
      }
      max = Math.max(max, position.offset());
    }
    highest.merge(partition, max, Math::max);
    highest.keySet().removeAll(revoked);
  }

  void revoke(Collection<TopicPartition> partitions) {
    highest.keySet().removeAll(partitions);
    revoked.addAll(partitions);
  }

  /** Whether nothing was written to its end. */
  boolean isEmpty() {
    return messages == 0;
  }

  boolean isWriting() {
    return !writing.isEmpty();
  }

  /** How many messages were written or are being written. */
  long messages() {
    return messages + writing.size();
  }

  /** The bytes that were written. */
  long bytes() {
    return bytes;
  }

  /** The bytes that were written or are being written. */
  long allBytes() {
    return bytes + writing.stream().mapToLong(EncodedLines.Line::length).sum();
  }

  /** When the first message was written. */
  long since() {
    return since;
  }

  /** The highest offset written of each partition. */
  Map<TopicPartition, Long> highest() {
    return highest;
  }

  /** The message, if only one was written or is being written. */
  Optional<RecordPosition> single() {
    if (messages() != 1) {
      return Optional.empty();
    }
    return isWriting() ? Optional.of(writing.get(0).position()) : Optional.ofNullable(first);
  }
}
