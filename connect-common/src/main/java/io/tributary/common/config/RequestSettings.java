package io.tributary.common.config;

import static io.tributary.common.config.SourceSettings.CONNECTION_CHECK;
import static io.tributary.common.config.SourceSettings.CONNECT_TIMEOUT;
import static io.tributary.common.config.SourceSettings.EXTRA_PARAMS;
import static io.tributary.common.config.SourceSettings.MAX_BYTES;
import static io.tributary.common.config.SourceSettings.MAX_DURATION_MS;
import static io.tributary.common.config.SourceSettings.PROXY_PASSWORD;
import static io.tributary.common.config.SourceSettings.PROXY_URL;
import static io.tributary.common.config.SourceSettings.PROXY_USERNAME;
import static io.tributary.common.config.SourceSettings.REQUEST_TIMEOUT;
import static io.tributary.common.config.SourceSettings.RESPONSE_MAX_BYTES;
import static io.tributary.common.config.SourceSettings.RETRY_BACKOFF;
import static io.tributary.common.config.SourceSettings.RETRY_BACKOFF_MAX;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** How a source talks to its vendor: the settings of the group "Requests". */
final class RequestSettings {
  private RequestSettings() {}

  static void define(Settings settings) {
    settings
        .define(
            CONNECT_TIMEOUT,
            10_000,
            Validators.between(1, Integer.MAX_VALUE),
            Importance.LOW,
            "Milliseconds to wait for a connection.")
        .define(
            REQUEST_TIMEOUT,
            60_000,
            Validators.between(1, Integer.MAX_VALUE),
            Importance.LOW,
            "Milliseconds to wait for a whole answer.")
        .define(
            RETRY_BACKOFF,
            1_000L,
            Validators.between(1, MAX_DURATION_MS),
            Importance.LOW,
            "Milliseconds to wait at most after a first failure; doubles with each further one.")
        .define(
            RETRY_BACKOFF_MAX,
            60_000L,
            Validators.between(1, MAX_DURATION_MS),
            Importance.LOW,
            "Milliseconds to wait at most after any number of failures.")
        .define(
            RESPONSE_MAX_BYTES,
            64 * 1024 * 1024,
            Validators.between(1024, MAX_BYTES),
            Importance.LOW,
            "Bytes of an answer that are read at most; a longer one is asked for in smaller pages.")
        .define(
            EXTRA_PARAMS,
            List.of(),
            SourceValidators.pairs(),
            Importance.LOW,
            "Further query parameters of each request for events, such as a=1,b=2.")
        .define(
            CONNECTION_CHECK,
            true,
            null,
            Importance.MEDIUM,
            "Whether a connector is tried out when it is created or changed: it logs in and reads"
                + " one row, within 10 seconds; wrong addresses and credentials are then faults of"
                + " their settings.")
        .define(
            PROXY_URL,
            "",
            SourceValidators.proxyUrl(),
            Importance.MEDIUM,
            "HTTP proxy that leads to the vendor, such as http://proxy.example.com:3128; empty: the"
                + " worker's own (https.proxyHost), or none.")
        .when(PROXY_URL)
        .text(PROXY_USERNAME, Importance.MEDIUM, "User the proxy asks for; empty: no login.")
        .secret(PROXY_PASSWORD, null, null, "Password the proxy asks for.")
        .always();
  }
}
