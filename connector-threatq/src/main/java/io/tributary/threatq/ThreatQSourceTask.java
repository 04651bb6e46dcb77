package io.tributary.threatq;

import io.tributary.common.source.EventSourceTask;

/** The one task of a {@link ThreatQSourceConnector}. */
public final class ThreatQSourceTask extends EventSourceTask<ThreatQConfig> {

  /** Called by Connect. */
  public ThreatQSourceTask() {
    super(new ThreatQ());
  }
}
