// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.config.TagMap;
import io.tributary.common.json.Timestamps;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns one service of one input of a collector into a source connector. */
final class SourceMapping {
  /** The names of the start time in the releases of the collectors. */
  private static final String[] START = {
    "initial_start_time_in_utc",
    "start_time_in_utc",
    "historical_poll_datetime",
    "historic_date_utc"
  };

  private static final String[] BASE_URL = {"override_base_url", "base_url", "api_base_url"};

  private final CollectorSection service;
  private final CollectorSection input;
  private final ConnectorDraft draft;

  private SourceMapping(CollectorSection service, CollectorSection input, ConnectorDraft draft) {
    this.service = service;
    this.input = input;
    this.draft = draft;
  }

  /** Carries over the collector's settings that have a counterpart. */
  static void map(
      CollectorVendor vendor,
      CollectorSection service,
      CollectorSection input,
      CollectorSection globals,
      ConnectorDraft draft) {
    new SourceMapping(service, input, draft).map(vendor, globals);
  }

  private void map(CollectorVendor vendor, CollectorSection globals) {
    // An operator who prefers a failure to a weaker guarantee sets "required".
    draft.config.put("exactly.once.support", "requested");
    draft.set("base.url", either(BASE_URL).map(SourceMapping::withoutSlashes));
    vendor.login(input.section("credentials"), input, draft);
    draft.set(TagMap.SETTING.name(), tagMap());
    draft.set("devo.tag", tag());
    draft.set("environment", either("environment"));
    draft.set("reset.persistence.auth", either("reset_persistence_auth"));
    draft.set("poll.interval.ms", either("request_period_in_seconds").map(SourceMapping::millis));
    draft.set("page.size", either("event_fetch_limit_in_items"));
    draft.set("requests.limits", RequestLimits.of(List.of(globals, input, service)));
    draft.set(
        "obfuscation.rules",
        service
            .take("obfuscation_data")
            .or(() -> input.take("obfuscation_data"))
            .map(JsonNode::toString));
    either(START).ifPresent(this::start);
    if (either("verify_host_ssl_cert").filter("false"::equalsIgnoreCase).isPresent()) {
      draft.note(
          "verify_host_ssl_cert was false, but the certificate of the vendor is always verified here."
              + " If a private authority or the vendor itself signed it, run tributary-tool trust "
              + draft.config.getOrDefault("base.url", "https://host")
              + " --out vendor.pem, compare the fingerprint, and set ssl.truststore.type=PEM and"
              + " ssl.truststore.location.");
    }
  }

  private void start(String text) {
    var time = Timestamps.parse(text);
    if (time.isEmpty()) {
      draft.note("'" + text + "' is not a timestamp. Set initial.start.time.in.utc.");
    }
    time.ifPresent(start -> startAt(draft, start.toString()));
  }

  /** Makes a feed without an offset begin at that time, no matter how long ago it is. */
  static void startAt(ConnectorDraft draft, String start) {
    draft.config.put("initial.start.time.in.utc", start);
    draft.config.put("initial.start.time.max.age.days", "0");
  }

  /** The tags by kind of event, if the connector supports several kinds. */
  private Optional<String> tagMap() {
    var map =
        Stream.of(service, input)
            .map(at -> at.section("devo_tag_map"))
            .filter(CollectorSection::hasText);
    return Optional.of(draft.connector.config().names())
        .filter(names -> names.contains(TagMap.SETTING.name()))
        .flatMap(known -> map.findFirst())
        .map(
            tags ->
                tags.names().stream()
                    .flatMap(kind -> tags.text(kind).map(tag -> kind + ':' + tag).stream())
                    .collect(Collectors.joining(",")));
  }

  /** The tag of every event. For one kind of event, only the default of a tag map counts. */
  private Optional<String> tag() {
    return either("override_devo_tag", "devo_tag")
        .or(() -> service.section("devo_tag_map").text("default"))
        .or(() -> input.section("devo_tag_map").text("default"));
  }

  /** A setting of the service, or else of its input. */
  private Optional<String> either(String... names) {
    var own = service.text(names);
    var general = input.text(names);
    return own.or(() -> general);
  }

  private static String withoutSlashes(String url) {
    var text = url.strip();
    var end = text.length();
    while (end > 0 && text.charAt(end - 1) == '/') {
      end--;
    }
    return text.substring(0, end);
  }

  private static String millis(String seconds) {
    return seconds.matches("\\d{1,9}") ? seconds + "000" : seconds;
  }
}
