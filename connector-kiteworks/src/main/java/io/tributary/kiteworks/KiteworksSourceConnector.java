// SPDX-License-Identifier: Apache-2.0
package io.tributary.kiteworks;

import io.tributary.common.connect.EventSourceConnector;

/** Reads the administrator activity log of a Kiteworks instance into a topic. */
public final class KiteworksSourceConnector extends EventSourceConnector<KiteworksConfig> {

  /** Called by Connect. */
  public KiteworksSourceConnector() {
    super(new Kiteworks(), KiteworksSourceTask.class);
  }
}
