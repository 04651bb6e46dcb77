// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

class ConnectionSettingsTest {

  @Test
  void noWaitIsLongerThanTheLongestOneThatIsGiven() {
    var def = new ConfigDef();
    new SettingGroup(def, "Requests")
        .add(ConnectionSettings.RETRY_BACKOFF, ConnectionSettings.RETRY_BACKOFF_MAX)
        .add(ConnectionSettings.RETRY_AFTER_MAX);
    var settings = Map.of("retry.backoff.max.ms", "500", "retry.after.max.ms", "2000");
    var config = new AbstractConfig(def, settings, false);

    var policy = ConnectionSettings.retryPolicy(config, () -> 0.999);

    assertThat(policy.initial()).hasMillis(500);
    assertThat(policy.max()).hasMillis(500);
    assertThat(policy.retryAfterMax()).hasMillis(2000);
  }
}
