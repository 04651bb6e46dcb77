// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.config;

import io.tributary.common.OwnSettings;
import io.tributary.common.Version;
import io.tributary.common.error.Secrets;
import io.tributary.common.error.SetupError;
import io.tributary.common.http.HttpSettings;
import io.tributary.common.http.Tls;
import io.tributary.common.json.TimestampFormat;
import io.tributary.common.json.Timestamps;
import io.tributary.common.obfuscation.Obfuscation;
import io.tributary.common.pace.Patience;
import io.tributary.common.pace.RetryPolicy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * The settings that every source has, parsed. Constructing it throws a {@link
 * org.apache.kafka.common.config.ConfigException} whose message is a catalogue error.
 */
public abstract class SourceConfig extends AbstractConfig {
  private final SourceDefaults vendor;

  protected SourceConfig(ConfigDef def, Map<String, String> settings, SourceDefaults vendor) {
    super(def, OwnSettings.of(def, settings), false);
    this.vendor = vendor;
  }

  /** What identifies the caller to the vendor's rate limiter; only its digest is kept. */
  public abstract String credential();

  /** The address of the instance, without a slash or {@link #apiPath} at its end. */
  public URI baseUrl() {
    var given = configuredBaseUrl();
    var path = withoutSlash(apiPath());
    return URI.create(given).getRawPath().endsWith(path)
        ? URI.create(withoutSlash(given.substring(0, given.length() - path.length())))
        : URI.create(given);
  }

  /** The same address as configured, and with and without {@link #apiPath} at its end. */
  public Set<String> configuredBaseUrls() {
    return new LinkedHashSet<>(
        List.of(configuredBaseUrl(), baseUrl().toString(), baseUrl() + apiPath()));
  }

  private String configuredBaseUrl() {
    return withoutSlash(SourceSettings.BASE_URL.of(this).strip());
  }

  /** The path of the API below the address of the instance, which may end with it. */
  protected String apiPath() {
    return "";
  }

  /** Where a feed without an offset begins that starts now for the first time. */
  public Instant startTime(Instant now) {
    return Timestamps.parse(SourceSettings.START_TIME.of(this))
        .orElseGet(() -> now.minus(vendor.history()));
  }

  /**
   * The same for a feed that has no offset. Once there is one the age does not matter, because the
   * feed no longer begins there.
   *
   * @throws ConfigException with {@link SetupError#START_TOO_OLD} if a start that is given lies too
   *     far back
   */
  public Instant firstStart(Instant now) {
    var start = startTime(now);
    var given = SourceSettings.START_TIME.of(this);
    var most = SourceSettings.START_MAX_AGE.of(this);
    if (!given.isBlank() && most > 0 && start.isBefore(now.minus(Duration.ofDays(most)))) {
      throw new ConfigException(
          SetupError.START_TOO_OLD.message(SourceSettings.START_TIME, most, given));
    }
    return start;
  }

  public String reset() {
    return SourceSettings.RESET.of(this);
  }

  public Duration pollInterval() {
    return SourceSettings.POLL_INTERVAL.of(this);
  }

  public Duration settle() {
    return SourceSettings.SETTLE.of(this);
  }

  public Duration overlap() {
    return SourceSettings.OVERLAP.of(this);
  }

  public Duration sweepInterval() {
    return SourceSettings.SWEEP_INTERVAL.of(this);
  }

  /** How far a sweep reaches back from the present; zero: nothing is swept. */
  public Duration sweepHorizon() {
    return sweepInterval().isZero() ? Duration.ZERO : SourceSettings.SWEEP_HORIZON.of(this);
  }

  /** Zero: no limit. */
  public Duration windowMax() {
    return SourceSettings.WINDOW_MAX.of(this);
  }

  public int pageSize() {
    return SourceSettings.PAGE_SIZE.of(this);
  }

  public String requestsLimits() {
    return SourceSettings.REQUESTS_LIMITS.of(this);
  }

  public int responseMaxBytes() {
    return RequestSettings.RESPONSE_MAX_BYTES.of(this);
  }

  public List<String> eventsPointers() {
    return SourceSettings.EVENTS_POINTER.of(this);
  }

  public List<String> idPointers() {
    return SourceSettings.ID_POINTERS.of(this);
  }

  public List<String> timePointers() {
    return SourceSettings.TIME_POINTERS.of(this);
  }

  public TimestampFormat timeFormat() {
    return SourceSettings.TIME_FORMAT.of(this);
  }

  /** In the form of {@code dedupe.key}. */
  public String dedupeKey() {
    return SourceSettings.DEDUPE_KEY.of(this);
  }

  /** Further query parameters, in the order they were given. */
  public Map<String, String> extraParams() {
    var params = new LinkedHashMap<String, String>();
    for (var pair : RequestSettings.EXTRA_PARAMS.of(this)) {
      var equals = pair.indexOf('=');
      params.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return params;
  }

  /**
   * What is masked in each event.
   *
   * @throws org.apache.kafka.common.config.ConfigException if a rule hashes and there is no key
   */
  public Obfuscation obfuscation() {
    return Obfuscation.of(
        this, SourceSettings.OBFUSCATION_RULES.name(), SourceSettings.OBFUSCATION_HASH_KEY.name());
  }

  /** Exponential with full jitter, seeded by this JVM. */
  public RetryPolicy retryPolicy() {
    return ConnectionSettings.retryPolicy(this, () -> ThreadLocalRandom.current().nextDouble());
  }

  /**
   * How long trouble may last.
   *
   * @param worked whether the feed has ever worked
   */
  public Patience patience(boolean worked) {
    return Patience.of(ConnectionSettings.TROUBLE_PATIENCE.of(this), worked);
  }

  /** Which tag an event gets by its kind; absent: each gets {@code devo.tag}. */
  public Optional<TagMap> tagMap() {
    return Optional.empty();
  }

  /** How to talk to the given vendor. */
  public HttpSettings http(String vendorName) {
    return new HttpSettings(
        vendorName,
        "tributary/" + Version.text(),
        baseUrl(),
        ConnectionSettings.CONNECT_TIMEOUT.of(this),
        RequestSettings.REQUEST_TIMEOUT.of(this),
        responseMaxBytes(),
        new Tls(values()),
        RequestSettings.proxy(this).orElse(null),
        secrets());
  }

  /** What no message may show: each setting that is a secret, and those that may hold one. */
  public Secrets secrets() {
    var others = new ArrayList<String>();
    extraParams().values().stream()
        .filter(value -> value.length() >= Secrets.SHORT)
        .forEach(others::add);
    RequestSettings.proxy(this).ifPresent(proxy -> others.add(proxy.login()));
    return Secrets.in(values()).and(others);
  }

  /** Whether the settings are tried out before they are accepted. */
  public boolean checksConnection() {
    return ConnectionSettings.CONNECTION_CHECK.of(this);
  }

  /** Whether requests go through {@code proxy.url}. */
  public boolean usesProxy() {
    return RequestSettings.proxy(this).isPresent();
  }

  private static String withoutSlash(String address) {
    return address.replaceAll("/+$", "");
  }

  /** The text of a setting, or something else where it is blank. */
  protected final String textOr(Setting<String> setting, Object otherwise) {
    var text = setting.of(this).strip();
    return text.isEmpty() ? otherwise.toString() : text;
  }
}
