// SPDX-License-Identifier: Apache-2.0
package io.tributary.kiteworks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.common.http.ApiClient;
import io.tributary.common.http.ServerClock;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.common.pace.RequestBudget;
import io.tributary.kiteworks.fixture.FakeKiteworks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Settings and clients for a fake instance. */
final class KiteworksSettings {
  private KiteworksSettings() {}

  /** The required settings for JWT, with changes as alternating names and values. */
  static Map<String, String> jwt(FakeKiteworks fake, String... changes) {
    var settings = new HashMap<String, String>();
    settings.put("name", "kiteworks");
    settings.put("base.url", fake.url().toString());
    settings.put("client.id", fake.app().clientId());
    settings.put("client.secret", fake.app().clientSecret());
    settings.put("user.email", fake.app().userEmail());
    settings.put("jwt.private.key", fake.app().privateKeyPem());
    for (var i = 0; i < changes.length; i += 2) {
      settings.put(changes[i], changes[i + 1]);
    }
    return settings;
  }

  static Map<String, String> signature(FakeKiteworks fake, String... changes) {
    var settings = jwt(fake, changes);
    settings.remove("jwt.private.key");
    settings.put("auth.method", "signature");
    settings.put("signature.secret", fake.app().signatureSecret());
    settings.put("redirect.uri", fake.app().redirectUri());
    return settings;
  }

  static Map<String, String> password(FakeKiteworks fake, String... changes) {
    var settings = jwt(fake, changes);
    settings.keySet().removeAll(List.of("jwt.private.key", "user.email"));
    settings.put("auth.method", "password");
    settings.put("username", fake.app().userEmail());
    settings.put("password", fake.app().password());
    return settings;
  }

  static Map<String, String> refreshToken(FakeKiteworks fake, String... changes) {
    var settings = jwt(fake, changes);
    settings.keySet().removeAll(List.of("jwt.private.key", "user.email"));
    settings.put("auth.method", "refresh_token");
    settings.put("refresh.token", fake.refreshToken());
    return settings;
  }

  static ApiClient client(KiteworksConfig config) {
    var vendor = new Kiteworks();
    var clock = new ServerClock(InstantSource.system());
    return new ApiClient(
        config.http("kiteworks"),
        vendor.auth(config, clock),
        vendor.exceptions(),
        clock,
        RequestBudget.shared("test", "", 1, Duration.ZERO),
        new TaskMetrics<>(SourceMetric.class, clock));
  }

  static String resource(String name) {
    try (var in = KiteworksSettings.class.getResourceAsStream("/" + name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static URI uri(FakeKiteworks fake, String path) {
    return URI.create(fake.url() + path);
  }
}
