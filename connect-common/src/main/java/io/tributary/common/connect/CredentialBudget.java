// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.common.config.SourceConfig;
import io.tributary.common.json.ByteSlice;
import io.tributary.common.pace.RequestBudget;
import io.tributary.common.vendor.InstanceAddress;
import java.util.HexFormat;
import okhttp3.HttpUrl;

/** The request budget that all tasks and connection checks with one credential share. */
final class CredentialBudget {

  private CredentialBudget() {}

  /** Returns the budget of these settings, whose limits apply until it is closed. */
  static RequestBudget of(SourceConfig config) {
    return of(config, 1);
  }

  /** Returns the budget of one of so many tasks with these settings. */
  static RequestBudget of(SourceConfig config, int tasks) {
    var address = HttpUrl.get(InstanceAddress.canonical(config.baseUrl().toString()));
    var credential = ByteSlice.of(config.credential().getBytes(UTF_8));
    var digest = HexFormat.of().formatHex(credential.sha256());
    return RequestBudget.shared(
        address.host() + ':' + address.port() + ' ' + digest,
        config.requestsLimits(),
        tasks,
        config.retryPolicy().retryAfterMax());
  }
}
