package io.tributary.cloudsek;

import io.tributary.common.source.EventSourceTask;

/** The one task of a {@link CloudSekSourceConnector}. */
public final class CloudSekSourceTask extends EventSourceTask<CloudSekConfig> {

  /** Called by Connect. */
  public CloudSekSourceTask() {
    super(new CloudSek());
  }
}
