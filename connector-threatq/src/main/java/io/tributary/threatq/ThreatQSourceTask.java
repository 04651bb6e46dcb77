// SPDX-License-Identifier: Apache-2.0
package io.tributary.threatq;

import io.tributary.common.connect.EventSourceTask;

/** The one task of a {@link ThreatQSourceConnector}. */
public final class ThreatQSourceTask extends EventSourceTask<ThreatQConfig> {

  /** Called by Connect. */
  public ThreatQSourceTask() {
    super(new ThreatQ());
  }
}
