package io.tributary.it;

import io.tributary.cloudsek.fixture.FakeCloudSek;
import io.tributary.kiteworks.fixture.FakeKiteworks;
import io.tributary.threatq.fixture.FakeThreatQ;
import java.util.HashMap;
import java.util.Map;

/** Connector configurations, as an operator would post them. */
final class Configs {
  private static final String STRING_CONVERTER = "org.apache.kafka.connect.storage.StringConverter";

  private Configs() {}

  static Map<String, String> kiteworks(FakeKiteworks kiteworks, String topic) {
    var app = kiteworks.app();
    var config = source("io.tributary.kiteworks.KiteworksSourceConnector", topic);
    config.put("base.url", kiteworks.url().toString());
    config.put("auth.method", "jwt");
    config.put("client.id", app.clientId());
    config.put("client.secret", app.clientSecret());
    config.put("user.email", app.userEmail());
    config.put("jwt.private.key", app.privateKeyPem());
    config.put("settle.ms", "0");
    return config;
  }

  static Map<String, String> kiteworksBySignature(FakeKiteworks kiteworks, String topic) {
    var config = kiteworks(kiteworks, topic);
    config.remove("jwt.private.key");
    config.put("auth.method", "signature");
    config.put("signature.secret", kiteworks.app().signatureSecret());
    config.put("redirect.uri", kiteworks.app().redirectUri());
    return config;
  }

  static Map<String, String> cloudSek(FakeCloudSek cloudSek, String topic) {
    var config = source("io.tributary.cloudsek.CloudSekSourceConnector", topic);
    config.put("base.url", cloudSek.url().toString());
    config.put("token", cloudSek.token());
    config.put("requests.limits", "");
    return config;
  }

  static Map<String, String> threatQ(FakeThreatQ threatQ, String topic) {
    var config = source("io.tributary.threatq.ThreatQSourceConnector", topic);
    config.put("base.url", threatQ.url().toString());
    config.put("client.id", threatQ.login().clientId());
    config.put("username", threatQ.login().email());
    config.put("password", threatQ.login().password());
    config.put("requests.limits", "");
    return config;
  }

  private static Map<String, String> source(String connectorClass, String topic) {
    var config = new HashMap<String, String>();
    config.put("connector.class", connectorClass);
    config.put("tasks.max", "1");
    config.put("topic", topic);
    config.put("key.converter", STRING_CONVERTER);
    config.put("value.converter", STRING_CONVERTER);
    // The tests count requests, and some of them configure vendors that nobody could reach.
    config.put("connection.check.enabled", "false");
    config.put("poll.interval.ms", "500");
    config.put("retry.backoff.ms", "50");
    config.put("retry.backoff.max.ms", "500");
    config.put("initial.start.time.in.utc", "2026-10-01T00:00:00Z");
    return config;
  }
}
