// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.config;

import static io.tributary.devo.config.DevoSinkSettings.CLOSE_NOTIFY;
import static io.tributary.devo.config.DevoSinkSettings.COMPRESSION;
import static io.tributary.devo.config.DevoSinkSettings.CONFIRM;
import static io.tributary.devo.config.DevoSinkSettings.DOMAIN;
import static io.tributary.devo.config.DevoSinkSettings.ENDPOINT;
import static io.tributary.devo.config.DevoSinkSettings.HALF_CLOSE;
import static io.tributary.devo.config.DevoSinkSettings.MAX_EVENT_BYTES;
import static io.tributary.devo.config.DevoSinkSettings.MAX_HTTP_BYTES;
import static io.tributary.devo.config.DevoSinkSettings.MULTILINE;
import static io.tributary.devo.config.DevoSinkSettings.PROXY_URL;
import static io.tributary.devo.config.DevoSinkSettings.TAGS_ALLOWED;
import static io.tributary.devo.config.DevoSinkSettings.TAG_HEADER;
import static io.tributary.devo.config.DevoSinkSettings.TOKEN;

import io.tributary.common.config.ConnectionSettings;
import io.tributary.common.config.CrossFieldChecks;
import io.tributary.common.config.DeliverySettings;
import io.tributary.common.config.RequestSettings;
import io.tributary.common.config.SettingsValidation;
import io.tributary.common.error.SetupError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.jspecify.annotations.Nullable;

/**
 * Validates all settings of the sink at once: those that only the sink has, and their conflicts.
 */
public final class SinkConfigValidator {
  private static final String HOST_NAME_CHECK =
      SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG;

  private SinkConfigValidator() {}

  /** All faults but those that only a connection shows. */
  public static SettingsValidation validate(Map<String, String> settings) {
    var validation =
        new SettingsValidation(DevoSinkSettings.define(), settings)
            .crossCheck(ConnectionSettings::check)
            .crossCheck(RequestSettings::checkProxy)
            .crossCheck(SinkConfigValidator::check)
            .addToOthers(DeliverySettings.sinkFaults(settings));
    var endpoint =
        Optional.ofNullable(validation.values().get(ENDPOINT.name()))
            .map(url -> Endpoint.parse(url.toString()));
    if (endpoint.isPresent() && (endpoint.get().http() || endpoint.get().tls())) {
      validation.checkSsl(endpoint.get().tls());
    }
    if (endpoint.isPresent() && endpoint.get().tls() && endpoint.get().host().contains("_")) {
      validation.add(checkedName(validation.values().get(HOST_NAME_CHECK)));
    }
    return validation;
  }

  /** Java compares a certificate with no name that contains an underscore. */
  private static Map<String, String> checkedName(@Nullable Object algorithm) {
    return algorithm == null || algorithm.toString().isBlank()
        ? Map.of()
        : Map.of(
            ENDPOINT.name(),
            SetupError.SETTING_INVALID.message(
                ENDPOINT.name(),
                "no certificate can be checked for a host with an underscore. Use another name of it,"
                    + " or set "
                    + HOST_NAME_CHECK
                    + " to nothing"));
  }

  /**
   * What an operator is told at every start of a sink with the given settings, which are valid but
   * let somebody on the way read or change what is sent.
   */
  public static List<String> weaknesses(Map<String, String> settings) {
    var weaknesses = new ArrayList<String>();
    var url = Objects.requireNonNullElse(settings.get(ENDPOINT.name()), "");
    if (SettingValidators.endpoint(url).isEmpty()) {
      var endpoint = Endpoint.parse(url);
      if (endpoint.plain() && ConnectionSettings.isAcrossANetwork(endpoint.host())) {
        weaknesses.add(
            "%s is %s, so anyone on the way can read and change the events, and confirm them in place"
                    .formatted(ENDPOINT.name(), endpoint.scheme())
                + " of the receiver. Use "
                + (endpoint.relp() ? "relp+tls" : "tls")
                + ", or a relay on this machine.");
      }
    }
    return weaknesses;
  }

  /**
   * Parses the settings of a task.
   *
   * @throws ConfigException that lists all errors
   */
  public static DevoSinkConfig parse(Map<String, String> settings) {
    var validation = validate(settings);
    if (!validation.isValid()) {
      throw new ConfigException(String.join(" ", validation.messages()));
    }
    return new DevoSinkConfig(settings);
  }

  private static void check(CrossFieldChecks settings) {
    settings.conflictIf(
        settings.is(COMPRESSION, "gzip") && settings.is(MULTILINE, "octet-counting"),
        COMPRESSION,
        "it compresses lines, but multiline.mode is octet-counting");
    settings.conflictIf(
        settings.is(TAG_HEADER, "") && !settings.is(TAGS_ALLOWED, List.of()),
        TAGS_ALLOWED,
        "tag.header is empty, so no header chooses a tag");
    if (settings.value(ENDPOINT) instanceof String url) {
      var endpoint = Endpoint.parse(url);
      settings
          .conflictIf(
              !endpoint.http() && !String.valueOf(settings.value(PROXY_URL)).isBlank(),
              PROXY_URL,
              "only an https:// endpoint is reached through an HTTP proxy")
          .conflictIf(
              !endpoint.tls() && settings.is(CONFIRM, CLOSE_NOTIFY),
              CONFIRM,
              "only a tls:// endpoint sends a close_notify");
      if (endpoint.http()) {
        checkHttp(settings);
      }
      if (endpoint.relp()) {
        checkRelp(settings);
      }
    }
  }

  private static void checkHttp(CrossFieldChecks settings) {
    settings
        .required(DOMAIN, SetupError.SETTING_MISSING)
        .required(TOKEN, SetupError.SECRET_MISSING)
        .conflictIf(differsFrom(settings, HALF_CLOSE), CONFIRM, "HTTP confirms with a 200 response")
        .conflictIf(
            settings.is(MULTILINE, "octet-counting"), MULTILINE, "over HTTP each event is one line")
        .conflictIf(
            settings.value(MAX_EVENT_BYTES) instanceof Integer bytes && bytes >= MAX_HTTP_BYTES,
            MAX_EVENT_BYTES,
            "over HTTP it is " + (MAX_HTTP_BYTES - 1) + " at most");
  }

  private static void checkRelp(CrossFieldChecks settings) {
    settings
        .conflictIf(differsFrom(settings, HALF_CLOSE), CONFIRM, "RELP confirms with a 200 answer")
        .conflictIf(settings.is(COMPRESSION, "gzip"), COMPRESSION, "RELP has no compression")
        .conflictIf(
            settings.is(MULTILINE, "octet-counting"), MULTILINE, "RELP counts bytes itself");
  }

  private static boolean differsFrom(CrossFieldChecks settings, String confirm) {
    return settings.value(CONFIRM) != null && !settings.is(CONFIRM, confirm);
  }
}
