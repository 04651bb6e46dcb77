// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool.migrate;

import io.tributary.devo.DevoSinkConnector;
import io.tributary.tool.io.JsonIo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns an output of a collector into a sink connector. */
final class SinkMapping {
  private static final List<String> TLS = List.of("devo_platform", "relay");
  private static final List<String> TCP = List.of("in_house_relay", "syslog", "sidecar");
  private static final String HTTP = "http";

  /** The members that name PEM files, each with the setting for the text of the file. */
  private static final Map<String, String> PEM =
      Map.of(
          "chain", "ssl.truststore.certificates",
          "cert", "ssl.keystore.certificate.chain",
          "key", "ssl.keystore.key");

  private SinkMapping() {}

  /**
   * The sink for an output. Absent if there is none for its type.
   *
   * @param directory the directory of the configuration, which may contain its certificates
   */
  static Optional<ConnectorDraft> map(
      String name, CollectorSection output, List<String> topics, Path directory) {
    var type = output.node().path("type").asText();
    if (!TLS.contains(type) && !TCP.contains(type) && !type.equals(HTTP)) {
      return Optional.empty();
    }
    output.take("type");
    var draft = new ConnectorDraft(name, new DevoSinkConnector());
    draft.config.put("topics", String.join(",", topics));
    draft.config.put("header.converter", "org.apache.kafka.connect.storage.StringConverter");
    draft.config.put("consumer.override.isolation.level", "read_committed");
    deadLetterQueue(draft);
    var config = output.section("config");
    var plain = config.text("type").filter("TCP"::equalsIgnoreCase).isPresent();
    var scheme = type.equals(HTTP) ? "https" : TLS.contains(type) && !plain ? "tls" : "tcp";
    var address = config.text("address").orElse("").replaceFirst("^https://", "");
    var port = config.text("port").orElse(scheme.equals("tcp") ? "13000" : "443");
    draft.config.put("endpoint", scheme + "://" + address + ":" + port);
    if (scheme.equals("https")) {
      draft.set("domain", config.text("domain"));
      draft.set("token", config.text("token"));
    }
    if (scheme.equals("tls")) {
      draft.config.put("ssl.keystore.type", "PEM");
      draft.config.put("ssl.truststore.type", "PEM");
      certificates(config, draft, directory);
      draft.note(
          "The host name in Devo's certificate is verified, which the collector did not do. If it"
              + " does not match, use a host name that it contains as endpoint.");
    }
    return Optional.of(draft);
  }

  private static void deadLetterQueue(ConnectorDraft draft) {
    draft.config.put("errors.tolerance", "all");
    draft.config.put("errors.deadletterqueue.topic.name", "devo-rejected");
    draft.config.put("errors.deadletterqueue.context.headers.enable", "true");
    draft.config.put("producer.override.max.request.size", "16777216");
    draft.note(
        "Records that Devo cannot take go to the topic devo-rejected. Create it with"
            + " max.message.bytes=16777216, so that it takes long ones as well. On a cluster of fewer"
            + " than three brokers set errors.deadletterqueue.topic.replication.factor.");
  }

  private static void certificates(CollectorSection config, ConnectorDraft draft, Path directory) {
    PEM.forEach(
        (member, setting) ->
            config
                .text(member)
                .flatMap(name -> found(name, directory))
                .ifPresentOrElse(
                    file -> draft.config.put(setting, JsonIo.content(file)),
                    () -> draft.missing.add(setting)));
  }

  /** A file below the directory. Another one, even behind a symbolic link, is not found. */
  private static Optional<Path> found(String name, Path directory) {
    try {
      var root = directory.toRealPath();
      for (var parent : List.of(root.resolve("certs"), root)) {
        var file = parent.resolve(name);
        if (Files.isRegularFile(file) && file.toRealPath().startsWith(root)) {
          return Optional.of(file.toRealPath());
        }
      }
    } catch (InvalidPathException | IOException e) {
      // The report says that the file was not found.
    }
    return Optional.empty();
  }
}
