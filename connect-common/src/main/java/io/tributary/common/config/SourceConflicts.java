package io.tributary.common.config;

import static io.tributary.common.error.SetupError.SETTINGS_CONFLICT;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects what makes no sense together among values that are sound by themselves, each told on the
 * setting to blame.
 */
public final class SourceConflicts {
  private final Map<String, Object> values;
  private final Map<String, String> faults = new HashMap<>();

  /** Looks at values that a ConfigDef has parsed, by setting. */
  public SourceConflicts(Map<String, Object> values) {
    this.values = values;
  }

  /** What is wrong with the settings all vendors share. A default that is too high gives way. */
  static Map<String, String> shared(Map<String, Object> values, Set<String> given) {
    var conflicts =
        new SourceConflicts(values)
            .atMost(SourceSettings.RETRY_BACKOFF, SourceSettings.RETRY_BACKOFF_MAX)
            .atMost(SourceSettings.CONNECT_TIMEOUT, SourceSettings.REQUEST_TIMEOUT)
            .atMost(SourceSettings.EVENT_MAX_BYTES, SourceSettings.RESPONSE_MAX_BYTES);
    conflicts.faults.keySet().retainAll(given);
    return conflicts
        .needs(SourceSettings.PROXY_USERNAME, SourceSettings.PROXY_URL)
        .needs(SourceSettings.PROXY_PASSWORD, SourceSettings.PROXY_USERNAME)
        .differs(SourceSettings.HEARTBEAT_TOPIC, SourceSettings.TOPIC)
        .faults();
  }

  /** What else is wrong, by setting. */
  public SourceConflicts add(Map<String, String> others) {
    faults.putAll(others);
    return this;
  }

  /** A number must not be above that of another setting. */
  public SourceConflicts atMost(String setting, String limit) {
    if (values.get(setting) instanceof Number number
        && values.get(limit) instanceof Number most
        && number.longValue() > most.longValue()) {
      tell(setting, "it is above " + limit + ", " + most);
    }
    return this;
  }

  /** A value is of no use without another. */
  SourceConflicts needs(String setting, String needed) {
    if (!blank(values.get(setting)) && values.containsKey(needed) && blank(values.get(needed))) {
      tell(setting, "it needs " + needed);
    }
    return this;
  }

  /** A longest window is of no use where the end of one cannot be asked for. */
  public SourceConflicts noLongestWindow(String why) {
    if (values.get(SourceSettings.WINDOW_MAX) instanceof Long most && most > 0) {
      tell(SourceSettings.WINDOW_MAX, why);
    }
    return this;
  }

  /** Where other settings are for other vendors, this one has to stay as it is. */
  public SourceConflicts only(String setting, Object value, String why) {
    if (values.containsKey(setting) && !value.equals(values.get(setting))) {
      tell(setting, "it must be " + value + ": " + why);
    }
    return this;
  }

  /** A value must not be that of another setting. */
  private SourceConflicts differs(String setting, String other) {
    if (!blank(values.get(setting)) && Objects.equals(values.get(setting), values.get(other))) {
      tell(setting, "it is the same as " + other);
    }
    return this;
  }

  /** An address must not be http where another is https. */
  public SourceConflicts asSafeAs(String setting, String other) {
    if (String.valueOf(values.get(setting)).startsWith("http:")
        && String.valueOf(values.get(other)).startsWith("https:")) {
      tell(setting, "it would send secrets in clear, while " + other + " is https");
    }
    return this;
  }

  /** The messages, by setting. */
  public Map<String, String> faults() {
    return faults;
  }

  private void tell(String setting, String why) {
    faults.put(setting, SETTINGS_CONFLICT.message(setting, why));
  }

  private static boolean blank(@Nullable Object value) {
    return value == null || value.toString().isBlank();
  }
}
