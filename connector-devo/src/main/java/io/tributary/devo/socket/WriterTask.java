// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import java.util.List;

/**
 * What the writer does next: write lines or, if there are none, have all confirmed that it has
 * written.
 *
 * @param generation in which this is to be done; in a later one it is void
 */
record WriterTask(List<EncodedLines.Line> lines, long generation) {
  /** Copies the lines. */
  WriterTask {
    lines = List.copyOf(lines);
  }
}
