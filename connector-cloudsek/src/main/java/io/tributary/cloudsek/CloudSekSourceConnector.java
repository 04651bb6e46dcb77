// SPDX-License-Identifier: Apache-2.0
package io.tributary.cloudsek;

import io.tributary.common.connect.EventSourceConnector;

/** Reads the alerts of CloudSEK XVigil into a topic. */
public final class CloudSekSourceConnector extends EventSourceConnector<CloudSekConfig> {

  /** Called by Connect. */
  public CloudSekSourceConnector() {
    super(new CloudSek(), CloudSekSourceTask.class);
  }
}
