package io.tributary.common.config;

import io.tributary.common.Version;
import io.tributary.common.http.HttpProxy;
import io.tributary.common.http.HttpSettings;
import io.tributary.common.http.Tls;
import io.tributary.common.json.Timestamps;
import io.tributary.common.obfuscation.Obfuscation;
import io.tributary.common.pace.RetryPolicy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * The settings that every source has, parsed. Constructing it throws a {@link
 * org.apache.kafka.common.config.ConfigException} whose message is a catalogue error.
 */
public abstract class SourceConfig extends AbstractConfig {
  private final SourceDefaults vendor;

  protected SourceConfig(ConfigDef def, Map<String, String> settings, SourceDefaults vendor) {
    super(def, settings, false);
    this.vendor = vendor;
  }

  /** What identifies the caller to the vendor's rate limiter; only its digest is kept. */
  public abstract String credential();

  /** The address of the instance without a slash at its end. */
  public URI baseUrl() {
    return URI.create(getString(SourceSettings.BASE_URL).strip().replaceAll("/+$", ""));
  }

  /** Where a feed without an offset begins that starts now for the first time. */
  public Instant startTime(Instant now) {
    return Timestamps.parse(getString(SourceSettings.START_TIME))
        .orElseGet(() -> now.minus(vendor.history()));
  }

  public String reset() {
    return getString(SourceSettings.RESET);
  }

  public Duration pollInterval() {
    return millis(SourceSettings.POLL_INTERVAL);
  }

  public Duration settle() {
    return millis(SourceSettings.SETTLE);
  }

  public Duration overlap() {
    return millis(SourceSettings.OVERLAP);
  }

  /** Zero: no limit. */
  public Duration windowMax() {
    return millis(SourceSettings.WINDOW_MAX);
  }

  public int pageSize() {
    return getInt(SourceSettings.PAGE_SIZE);
  }

  public String requestsLimits() {
    return getString(SourceSettings.REQUESTS_LIMITS);
  }

  public int responseMaxBytes() {
    return getInt(SourceSettings.RESPONSE_MAX_BYTES);
  }

  public List<String> eventsPointers() {
    return getList(SourceSettings.EVENTS_POINTER);
  }

  public List<String> idPointers() {
    return getList(SourceSettings.ID_POINTERS);
  }

  public List<String> timePointers() {
    return getList(SourceSettings.TIME_POINTERS);
  }

  /** Further query parameters, in the order they were given. */
  public Map<String, String> extraParams() {
    var params = new LinkedHashMap<String, String>();
    for (var pair : getList(SourceSettings.EXTRA_PARAMS)) {
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
        this, SourceSettings.OBFUSCATION_RULES, SourceSettings.OBFUSCATION_HASH_KEY);
  }

  /** Exponential with full jitter, seeded by this JVM. */
  public RetryPolicy retryPolicy() {
    var initial = millis(SourceSettings.RETRY_BACKOFF);
    var max = millis(SourceSettings.RETRY_BACKOFF_MAX);
    var most = max.compareTo(initial) < 0 ? initial : max;
    return new RetryPolicy(initial, most, () -> ThreadLocalRandom.current().nextDouble());
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
        Duration.ofMillis(getInt(SourceSettings.CONNECT_TIMEOUT)),
        Duration.ofMillis(getInt(SourceSettings.REQUEST_TIMEOUT)),
        responseMaxBytes(),
        new Tls(values()),
        proxy());
  }

  /** Whether the settings are tried out before they are accepted. */
  public boolean checksConnection() {
    return getBoolean(SourceSettings.CONNECTION_CHECK);
  }

  /** Whether requests go through {@code proxy.url}. */
  public boolean usesProxy() {
    return proxy() != null;
  }

  private @Nullable HttpProxy proxy() {
    var url = textOr(SourceSettings.PROXY_URL, "");
    var password = getPassword(SourceSettings.PROXY_PASSWORD);
    return url.isEmpty()
        ? null
        : new HttpProxy(
            URI.create(url),
            getString(SourceSettings.PROXY_USERNAME),
            password == null ? new Password("") : password);
  }

  /** The text of a setting, or something else where it is blank. */
  protected final String textOr(String name, Object otherwise) {
    var text = getString(name).strip();
    return text.isEmpty() ? otherwise.toString() : text;
  }

  private Duration millis(String name) {
    return Duration.ofMillis(getLong(name));
  }
}
