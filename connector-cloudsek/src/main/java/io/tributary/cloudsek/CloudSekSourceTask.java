// SPDX-License-Identifier: Apache-2.0
package io.tributary.cloudsek;

import io.tributary.common.connect.EventSourceTask;

/** The one task of a {@link CloudSekSourceConnector}. */
public final class CloudSekSourceTask extends EventSourceTask<CloudSekConfig> {

  /** Called by Connect. */
  public CloudSekSourceTask() {
    super(new CloudSek());
  }
}
