// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import io.tributary.testkit.http.TestCertificates;
import java.util.HashMap;
import java.util.Map;

/** The settings of a sink with one task, as the README of the connector has them. */
final class SinkSettings {
  /** Of the receivers, and of the sink itself where it needs one. */
  static final TestCertificates CERTIFICATES =
      TestCertificates.create(Stack.directory("sink-feed-certificates"));

  private SinkSettings() {}

  /** For one topic, with times that suit a test and without the name of a dead letter queue. */
  static Map<String, String> of(String topic, String endpoint) {
    var settings = new HashMap<String, String>();
    settings.put("connector.class", "io.tributary.devo.DevoSinkConnector");
    settings.put("tasks.max", "1");
    settings.put("topics", topic);
    settings.put("endpoint", endpoint);
    settings.put("tag", "my.app.it.constant");
    settings.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
    settings.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
    settings.put("consumer.override.isolation.level", "read_committed");
    settings.put("errors.tolerance", "all");
    settings.put("confirm.interval.ms", "200");
    settings.put("retry.backoff.ms", "50");
    settings.put("retry.backoff.max.ms", "500");
    if (!endpoint.startsWith("tcp:") && !endpoint.startsWith("relp:")) {
      settings.put("ssl.truststore.type", "PEM");
      settings.put("ssl.truststore.certificates", CERTIFICATES.authorityPem());
    }
    if (endpoint.startsWith("tls:") || endpoint.startsWith("relp+tls:")) {
      settings.put("ssl.keystore.type", "PEM");
      settings.put("ssl.keystore.key", CERTIFICATES.client().keyPem());
      settings.put("ssl.keystore.certificate.chain", CERTIFICATES.client().chainPem());
    }
    return settings;
  }
}
