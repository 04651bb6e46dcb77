package io.tributary.tool;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.config.TagMap;
import io.tributary.common.json.Timestamps;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One service of one input of a collector becomes a source connector. */
final class SourceMapping {
  /** What collectors have called the time they begin at. */
  private static final String[] START = {
    "initial_start_time_in_utc",
    "start_time_in_utc",
    "historical_poll_datetime",
    "historic_date_utc"
  };

  private static final String[] BASE_URL = {"override_base_url", "base_url", "api_base_url"};

  private final Section service;
  private final Section input;
  private final Draft draft;

  private SourceMapping(Section service, Section input, Draft draft) {
    this.service = service;
    this.input = input;
    this.draft = draft;
  }

  /** Puts into the draft what the collector's settings say, and takes it out of them. */
  static void map(Origin origin, Section service, Section input, Section globals, Draft draft) {
    new SourceMapping(service, input, draft).map(origin, globals);
  }

  private void map(Origin origin, Section globals) {
    // Whoever wants the worker to refuse it rather than give less says "required".
    draft.config.put("exactly.once.support", "requested");
    draft.set("base.url", either(BASE_URL).map(url -> url.strip().replaceAll("/+$", "")));
    origin.login(input.section("credentials"), input, draft);
    draft.set(TagMap.SETTING, tagMap());
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
          "verify_host_ssl_cert was false: the certificate of the vendor is always verified here. If"
              + " it is signed by a private authority, put that into ssl.truststore.certificates"
              + " with ssl.truststore.type=PEM.");
    }
  }

  private void start(String text) {
    var time = Timestamps.parse(text);
    if (time.isEmpty()) {
      draft.note("'" + text + "' is no time; set initial.start.time.in.utc.");
    }
    time.ifPresent(start -> startAt(draft, start.toString()));
  }

  /** Lets a feed without an offset begin there, however long ago that is. */
  static void startAt(Draft draft, String start) {
    draft.config.put("initial.start.time.in.utc", start);
    draft.config.put("initial.start.time.max.age.days", "0");
  }

  /** The tags by kind of event, where the connector knows several kinds. */
  private Optional<String> tagMap() {
    var map =
        Stream.of(service, input).map(at -> at.section("devo_tag_map")).filter(Section::hasText);
    return Optional.of(draft.connector.config().names())
        .filter(names -> names.contains(TagMap.SETTING))
        .flatMap(known -> map.findFirst())
        .map(
            tags ->
                tags.names().stream()
                    .flatMap(kind -> tags.text(kind).map(tag -> kind + ':' + tag).stream())
                    .collect(Collectors.joining(",")));
  }

  /** The tag of each event; of a map only the default, where there is one kind of event. */
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

  private static String millis(String seconds) {
    return seconds.matches("\\d{1,9}") ? seconds + "000" : seconds;
  }
}
