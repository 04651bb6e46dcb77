// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.error.ConnectorLog;

/**
 * Warns when a vendor has purged events that may not have been read: once, until an event is listed
 * again.
 */
final class RetentionGapMonitor {
  private static final ConnectorLog LOG = ConnectorLog.of(RetentionGapMonitor.class);

  private boolean gap;

  /** Records that a window has been read completely. Returns whether there is a gap. */
  boolean finished(RetentionProbe probe) {
    if (probe.foundGap() && !gap) {
      LOG.warn(
          "retention gap: none of the {} events in the overlap is listed any more. The vendor has"
              + " purged its log up to {} or later. Events purged before they were read are lost",
          probe.expected(),
          probe.before().time());
    }
    gap = probe.foundGap();
    return gap;
  }
}
