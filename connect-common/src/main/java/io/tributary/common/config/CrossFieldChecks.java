// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.config;

import io.tributary.common.error.CollectorError;
import io.tributary.common.error.SetupError;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * Finds settings that contradict each other although each is valid by itself. The fault is reported
 * on a setting that was given, never on one that has its default.
 */
public final class CrossFieldChecks {
  private final Map<String, Object> values;
  private final Set<String> given;
  private final Map<String, String> faults = new HashMap<>();

  /**
   * Checks parsed values.
   *
   * @param values those of the settings that are valid by themselves, by name
   * @param given the names of the settings that were given
   */
  public CrossFieldChecks(Map<String, Object> values, Set<String> given) {
    this.values = values;
    this.given = given;
  }

  /** Whether a setting is valid by itself and has the given parsed value. */
  public boolean is(Setting<?> setting, Object value) {
    return value.equals(values.get(setting.name()));
  }

  /** Whether a setting is valid by itself and is a number above zero. */
  public boolean isAboveZero(Setting<?> setting) {
    return value(setting) instanceof Number number && number.longValue() > 0;
  }

  /** The parsed value of a setting; null if it has none or is not valid by itself. */
  public @Nullable Object value(Setting<?> setting) {
    return values.get(setting.name());
  }

  /** A setting must have a value; the error takes its name. */
  public CrossFieldChecks required(Setting<?> setting, CollectorError missing) {
    if (values.containsKey(setting.name()) && isBlank(setting)) {
      faults.put(setting.name(), missing.message(setting.name()));
    }
    return this;
  }

  /** A number must not be above that of another setting. */
  public CrossFieldChecks atMost(Setting<?> setting, Setting<?> limit) {
    if (isAbove(setting, limit)) {
      if (given.contains(setting.name()) || !given.contains(limit.name())) {
        conflict(setting, "it is above " + limit + ", " + value(limit));
      } else {
        conflict(limit, "it is below " + setting + ", " + value(setting));
      }
    }
    return this;
  }

  /**
   * A number must not be above that of another setting, unless it is a default, which gives way.
   */
  public CrossFieldChecks atMostUnlessDefault(Setting<?> setting, Setting<?> limit) {
    return given.contains(setting.name()) ? atMost(setting, limit) : this;
  }

  /** A value is of no use without another. */
  public CrossFieldChecks needs(Setting<?> setting, Setting<?> needed) {
    return conflictIf(
        values.containsKey(needed.name()) && !isBlank(setting) && isBlank(needed),
        setting,
        "it needs " + needed);
  }

  /** A setting that others may choose must have this value. */
  public CrossFieldChecks mustBe(Setting<?> setting, Object value, String why) {
    return conflictIf(
        values.containsKey(setting.name()) && !is(setting, value),
        setting,
        "it must be " + value + ": " + why);
  }

  /** A value must not be that of another setting. */
  public CrossFieldChecks differs(Setting<?> setting, Setting<?> other) {
    return conflictIf(
        !isBlank(setting) && Objects.equals(value(setting), value(other)),
        setting,
        "it is the same as " + other);
  }

  /** An address must not be http where another is https. */
  public CrossFieldChecks asSafeAs(Setting<?> setting, Setting<?> other) {
    return conflictIf(
        hasScheme(setting, "http:") && hasScheme(other, "https:"),
        setting,
        "it would send secrets in clear text, while " + other + " is https");
  }

  /** Reports a contradiction, if there is one, with its reason. */
  public CrossFieldChecks conflictIf(boolean contradiction, Setting<?> setting, String why) {
    if (contradiction) {
      conflict(setting, why);
    }
    return this;
  }

  /** Reports a fault that was found elsewhere. */
  public CrossFieldChecks add(Map<String, String> others) {
    faults.putAll(others);
    return this;
  }

  /** The messages, by the name of the setting. */
  Map<String, String> faults() {
    return faults;
  }

  private void conflict(Setting<?> setting, String why) {
    faults.put(setting.name(), SetupError.SETTINGS_CONFLICT.message(setting.name(), why));
  }

  private boolean isAbove(Setting<?> setting, Setting<?> limit) {
    return value(setting) instanceof Number number
        && value(limit) instanceof Number most
        && number.longValue() > most.longValue();
  }

  private boolean hasScheme(Setting<?> address, String scheme) {
    return String.valueOf(value(address))
        .strip()
        .regionMatches(true, 0, scheme, 0, scheme.length());
  }

  private boolean isBlank(Setting<?> setting) {
    var value = value(setting);
    var text = value instanceof Password secret ? secret.value() : value;
    return text == null || text.toString().isBlank();
  }
}
