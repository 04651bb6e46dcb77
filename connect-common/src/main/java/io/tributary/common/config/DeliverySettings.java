// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.config;

import io.tributary.common.error.SetupError;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Finds settings of Connect itself with which events would be lost in silence: Connect would go on
 * and commit the offset past them.
 */
public final class DeliverySettings {
  private static final String TOLERANCE = "errors.tolerance";
  private static final String EXACTLY_ONCE = "exactly.once.support";
  private static final String ACKS = "producer.override.acks";
  private static final String AUTO_COMMIT = "consumer.override.enable.auto.commit";

  private DeliverySettings() {}

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
