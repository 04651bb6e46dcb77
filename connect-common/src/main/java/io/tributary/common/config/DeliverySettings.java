// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import io.tributary.common.error.SetupError;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The ledger, which proves what was delivered, and the settings of Connect itself with which events
 * would be lost in silence: Connect would go on and commit the offset past them.
 */
public final class DeliverySettings {
  private static final String TOLERANCE = "errors.tolerance";
  private static final String EXACTLY_ONCE = "exactly.once.support";
  private static final String ACKS = "producer.override.acks";
  private static final String AUTO_COMMIT = "consumer.override.enable.auto.commit";

  public static final Setting<String> COVERAGE_TOPIC =
      Setting.string("coverage.topic")
          .check(Validators.orEmpty(Validators.topic()))
          .importance(MEDIUM)
          .text(
              "Topic for the ledger: after a sweep, one record for each hour that it has read to its"
                  + " end, with the number and a digest of its events, to prove that the topic holds"
                  + " all of them; empty: none.");

  private DeliverySettings() {}

  static ConfigDef define(ConfigDef def) {
    new SettingGroup(def, "Coverage").add(COVERAGE_TOPIC);
    return def;
  }

  /** Checks that a ledger can prove anything. */
  static void checkLedger(CrossFieldChecks settings) {
    if (!hasLedger(settings)) {
      return;
    }
    var isSwept =
        settings.isAboveZero(SourceSettings.SWEEP_INTERVAL)
            && settings.isAboveZero(SourceSettings.SWEEP_HORIZON);
    settings
        .conflictIf(!isSwept, COVERAGE_TOPIC, "without sweeps nothing is read again")
        .conflictIf(
            !settings.is(SourceSettings.DEDUPE_KEY, "id"),
            COVERAGE_TOPIC,
            "it needs "
                + SourceSettings.DEDUPE_KEY
                + "=id, because the vendor lists only the last"
                + " of several versions of an event")
        .differs(COVERAGE_TOPIC, SourceSettings.TOPIC)
        .differs(COVERAGE_TOPIC, SourceSettings.HEARTBEAT_TOPIC)
        .differs(COVERAGE_TOPIC, SourceSettings.JOURNAL_TOPIC);
  }

  /** Whether there is a topic for the ledger. */
  public static boolean hasLedger(CrossFieldChecks settings) {
    return settings.value(COVERAGE_TOPIC) instanceof String topic && !topic.isBlank();
  }

  /** The messages for a source, by the name of the setting. */
  public static Map<String, String> faults(Map<String, String> given) {
    var faults = acks(given);
    if (is(given, TOLERANCE, "all") && !is(given, EXACTLY_ONCE, "required")) {
      faults.put(TOLERANCE, SetupError.ERRORS_TOLERATED.message(TOLERANCE));
    }
    return faults;
  }

  /** The messages for a sink, whose producer is that of the dead letter queue. */
  public static Map<String, String> sinkFaults(Map<String, String> given) {
    var faults = acks(given);
    if (is(given, AUTO_COMMIT, "true")) {
      faults.put(AUTO_COMMIT, SetupError.AUTO_COMMIT.message(AUTO_COMMIT));
    }
    return faults;
  }

  private static Map<String, String> acks(Map<String, String> given) {
    var faults = new HashMap<String, String>();
    if (is(given, ACKS, "0") || is(given, ACKS, "1")) {
      faults.put(ACKS, SetupError.ACKS_TOO_FEW.message(ACKS, text(given, ACKS)));
    }
    return faults;
  }

  private static boolean is(Map<String, String> given, String name, String value) {
    return text(given, name).equalsIgnoreCase(value);
  }

  private static String text(Map<String, String> given, String name) {
    return Objects.requireNonNullElse(given.get(name), "").strip();
  }
}
