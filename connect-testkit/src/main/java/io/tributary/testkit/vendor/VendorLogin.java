// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.vendor;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One way to log in to a fake vendor.
 *
 * @param method the value of {@code auth.method}, or a name where the connector has one way only
 * @param settings what a connector needs for it, without {@code base.url}
 * @param secrets the settings that hold secrets; a wrong value of the first one is refused
 * @param expire makes everything that connectors have logged in with expire; null where a
 *     credential never does
 */
public record VendorLogin(
    String method, Map<String, String> settings, List<String> secrets, @Nullable Runnable expire) {

  /** Checks that the secrets are among the settings. */
  public VendorLogin {
    if (secrets.isEmpty() || !settings.keySet().containsAll(secrets)) {
      throw new IllegalArgumentException("secrets without a setting: " + secrets);
    }
  }

  /** Whether a connector must log in again some time. */
  public boolean expires() {
    return expire != null;
  }
}
