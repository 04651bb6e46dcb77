// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns when a vendor has purged its log behind us: once, until an event is listed again. */
final class RetentionGapMonitor {
  private static final Logger LOG = LoggerFactory.getLogger(RetentionGapMonitor.class);

  private final String feed;
  private boolean gap;

  RetentionGapMonitor(String feed) {
    this.feed = feed;
  }

  /** A window has been read to its end; whether there is a gap. */
  boolean finished(RetentionProbe probe) {
    if (probe.foundGap() && !gap) {
      LOG.warn(
          "{}: retention gap: none of the {} events of the overlap is listed any more. The vendor has"
              + " purged its log up to {} or later; what it purged unread is lost",
          feed,
          probe.expected(),
          probe.before().time());
    }
    gap = probe.foundGap();
    return gap;
  }
}
