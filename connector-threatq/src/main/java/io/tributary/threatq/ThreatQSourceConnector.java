// SPDX-License-Identifier: Apache-2.0
package io.tributary.threatq;

import io.tributary.common.connect.EventSourceConnector;

/** Reads the events of a ThreatQ instance into a topic. */
public final class ThreatQSourceConnector extends EventSourceConnector<ThreatQConfig> {

  /** Called by Connect. */
  public ThreatQSourceConnector() {
    super(new ThreatQ(), ThreatQSourceTask.class);
  }
}
