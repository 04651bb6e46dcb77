// SPDX-License-Identifier: Apache-2.0
package io.tributary.kiteworks;

import io.tributary.common.connect.EventSourceTask;

/** The one task of a {@link KiteworksSourceConnector}. */
public final class KiteworksSourceTask extends EventSourceTask<KiteworksConfig> {

  /** Called by Connect. */
  public KiteworksSourceTask() {
    super(new Kiteworks());
  }
}
