// SPDX-License-Identifier: Apache-2.0
package io.tributary.threatq;

import io.tributary.threatq.fixture.FakeThreatQ;
import java.util.HashMap;
import java.util.Map;

/** Settings of connectors that read a fake, in a hurry. */
final class ThreatQSettings {
  private ThreatQSettings() {}

  static Map<String, String> byUser(FakeThreatQ fake) {
    var settings = hurried(fake);
    settings.put("client.id", fake.login().clientId());
    settings.put("username", fake.login().email());
    settings.put("password", fake.login().password());
    return settings;
  }

  static Map<String, String> byClient(FakeThreatQ fake) {
    var settings = hurried(fake);
    settings.put("auth.method", "client_credentials");
    settings.put("client.id", fake.login().oauthClient());
    settings.put("client.secret", fake.login().oauthSecret());
    return settings;
  }

  private static Map<String, String> hurried(FakeThreatQ fake) {
    var settings = new HashMap<String, String>();
    settings.put("base.url", fake.url().toString());
    settings.put("requests.limits", "");
    settings.put("poll.interval.ms", "100");
    settings.put("retry.backoff.ms", "10");
    settings.put("retry.backoff.max.ms", "50");
    return settings;
  }
}
