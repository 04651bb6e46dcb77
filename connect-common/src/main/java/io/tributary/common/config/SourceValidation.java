// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.config;

import io.tributary.common.error.SetupError;
import io.tributary.common.json.Timestamps;
import io.tributary.common.obfuscation.Obfuscation;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.config.ConfigDef;

/** Validates the settings of a source: those that all sources share, and what a vendor adds. */
public final class SourceValidation {
  private final SourceDefaults vendor;
  private final Consumer<CrossFieldChecks> vendorChecks;
  private final Instant now;

  /** With the vendor's own checks of settings in combination, at the given time. */
  public SourceValidation(
      SourceDefaults vendor, Consumer<CrossFieldChecks> vendorChecks, Instant now) {
    this.vendor = vendor;
    this.vendorChecks = vendorChecks;
    this.now = now;
  }

  /** All faults but those that only a connection shows. */
  public SettingsValidation validate(ConfigDef def, Map<String, String> given) {
    return new SettingsValidation(def, given)
        .crossCheck(SourceValidation::shared)
        .crossCheck(vendorChecks)
        .crossCheck(SourceValidation::hashKey)
        .crossCheck(this::startTime)
        .crossCheck(settings -> BackfillSettings.check(settings, now))
        .addToOthers(DeliverySettings.faults(given))
        .checkSsl(false);
  }

  private static void shared(CrossFieldChecks settings) {
    ConnectionSettings.check(settings);
    RequestSettings.checkProxy(settings);
    settings
        .atMostUnlessDefault(ConnectionSettings.CONNECT_TIMEOUT, RequestSettings.REQUEST_TIMEOUT)
        .atMostUnlessDefault(SourceSettings.EVENT_MAX_BYTES, RequestSettings.RESPONSE_MAX_BYTES)
        .differs(SourceSettings.HEARTBEAT_TOPIC, SourceSettings.TOPIC)
        .differs(SourceSettings.JOURNAL_TOPIC, SourceSettings.TOPIC);
    DeliverySettings.checkLedger(settings);
  }

  private static void hashKey(CrossFieldChecks settings) {
    if (settings.value(SourceSettings.OBFUSCATION_RULES) instanceof String rules
        && Obfuscation.needsKey(rules)) {
      settings.required(SourceSettings.OBFUSCATION_HASH_KEY, SetupError.SECRET_MISSING);
    }
  }

  /** The age is judged by a task whose feed has no offset, and by nobody once it has one. */
  private void startTime(CrossFieldChecks settings) {
    var name = SourceSettings.START_TIME.name();
    var text = String.valueOf(settings.value(SourceSettings.START_TIME));
    var start = Timestamps.parse(text);
    if (start.isPresent() && !start.get().isBefore(now)) {
      settings.add(Map.of(name, vendor.startNotPast().message(name, text)));
    }
  }
}
