// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool.migrate;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tributary.common.connect.EventSourceConnector;
import io.tributary.tool.connector.BundledConnectors;
import io.tributary.tool.io.JsonIo;
import io.tributary.tool.migrate.CollectorDescription.Login;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A vendor that has both a collector of Devo's and a connector. The connector's module describes
 * the collector in a file next to the class of the connector.
 */
record CollectorVendor(EventSourceConnector<?> connector, CollectorDescription collector) {
  private static final String FILE = "devo-collector.yaml";

  static List<CollectorVendor> all() {
    return BundledConnectors.sources().stream().flatMap(CollectorVendor::of).toList();
  }

  private static Stream<CollectorVendor> of(EventSourceConnector<?> connector) {
    try (var in = connector.getClass().getResourceAsStream(FILE)) {
      if (in == null) {
        return Stream.empty();
      }
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      var tree = JsonIo.yaml(text, FILE + " of " + connector.getClass() + " is not YAML");
      var description = JsonIo.MAPPER.treeToValue(tree, CollectorDescription.class);
      return Stream.of(new CollectorVendor(connector, description));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(FILE + " of " + connector.getClass(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The vendor of an input, recognized by its login, its name or its address. */
  static Optional<CollectorVendor> of(String inputName, CollectorSection input) {
    var credentials = input.section("credentials").node();
    var text = (inputName + ' ' + input.node().path("base_url").asText()).toLowerCase(Locale.ROOT);
    var all = all();
    return all.stream()
        .filter(vendor -> credentials.has(vendor.collector.recognizedBy()))
        .findFirst()
        .or(() -> all.stream().filter(vendor -> text.contains(vendor.name())).findFirst());
  }

  String name() {
    return collector.name();
  }

  /** The service name in the collector. */
  String service() {
    return collector.service();
  }

  /** Whether the ids of the collector's state identify the events that were sent. */
  boolean knowsEventsById() {
    return !collector.idsWithoutUpdates();
  }

  /** Moves the settings with which the collector logs in. */
  void login(CollectorSection credentials, CollectorSection input, ConnectorDraft draft) {
    collector
        .credentials()
        .forEach((member, setting) -> move(member, setting, credentials, input, draft));
    collector.logins().stream()
        .filter(login -> fits(login, credentials, input))
        .findFirst()
        .ifPresent(login -> login(login, credentials, input, draft));
  }

  private static boolean fits(Login login, CollectorSection credentials, CollectorSection input) {
    var needed = login.when();
    return needed == null || credentials.hasText(needed) || input.hasText(needed);
  }

  private static void login(
      Login login, CollectorSection credentials, CollectorSection input, ConnectorDraft draft) {
    draft.config.putAll(login.settings());
    login
        .credentials()
        .forEach((member, setting) -> move(member, setting, credentials, input, draft));
    login
        .assumptions()
        .forEach(
            (setting, assumption) -> {
              if (!draft.config.containsKey(setting)) {
                var url = draft.config.getOrDefault("base.url", "");
                var value = assumption.value().replace("{base.url}", url);
                draft.config.put(setting, value);
                draft.note(assumption.note().replace("{value}", value));
              }
            });
    login.notes().forEach(draft::note);
  }

  private static void move(
      String member,
      String setting,
      CollectorSection credentials,
      CollectorSection input,
      ConnectorDraft draft) {
    draft.set(setting, credentials.text(member).or(() -> input.text(member)));
  }
}
