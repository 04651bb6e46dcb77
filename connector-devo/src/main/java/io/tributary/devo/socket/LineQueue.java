// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import io.tributary.devo.message.Batch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** Lines to write in their order, and the heap that they use until they are released. */
final class LineQueue {
  private final Deque<EncodedLines.Line> waiting = new ArrayDeque<>();
  private long heldBytes;

  void add(List<EncodedLines.Line> lines) {
    waiting.addAll(lines);
    lines.forEach(line -> heldBytes += line.weight());
  }

  /** Takes lines of about this many bytes in all, but at least one. They are still held. */
  List<EncodedLines.Line> take(long most) {
    var lines = new ArrayList<EncodedLines.Line>();
    for (long bytes = 0; !waiting.isEmpty() && (lines.isEmpty() || bytes < most); ) {
      var line = waiting.remove();
      bytes += line.length();
      lines.add(line);
    }
    return lines;
  }

  /** A line that was taken is not held any more. */
  void release(Batch.Item item) {
    heldBytes -= item.weight();
  }

  /** Lines that were written are not held any more. */
  void release(List<EncodedLines.Line> lines) {
    lines.forEach(line -> heldBytes -= line.weight());
  }

  void revoke(Collection<TopicPartition> partitions) {
    for (var each = waiting.iterator(); each.hasNext(); ) {
      var line = each.next();
      if (partitions.contains(line.position().partition())) {
        each.remove();
        release(List.of(line));
      }
    }
  }

  int size() {
    return waiting.size();
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  long heldBytes() {
    return heldBytes;
  }

  void clear() {
    waiting.clear();
    heldBytes = 0;
  }
}
