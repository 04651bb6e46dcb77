// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool.migrate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code devo-collector.yaml} of a connector: the settings of a collector of Devo's that
 * only this vendor has.
 *
 * @param name a part of the name or the address of the vendor's inputs
 * @param service the service of the collector that the connector replaces
 * @param recognizedBy a credential that the collector of no other vendor has, if there is one
 * @param idsWithoutUpdates whether the ids of the state do not show which updates were sent
 * @param credentials members of the collector's credentials, each with its setting
 * @param logins the ways to log in, of which the first that fits counts
 */
record CollectorDescription(
    String name,
    String service,
    @JsonProperty("recognized_by") @Nullable String recognizedBy,
    @JsonProperty("ids_without_updates") boolean idsWithoutUpdates,
    Map<String, String> credentials,
    List<Login> logins) {

  CollectorDescription {
    credentials = Objects.requireNonNullElse(credentials, Map.of());
    logins = Objects.requireNonNullElse(logins, List.of());
  }

  /**
   * One way to log in.
   *
   * @param when the credential without which it does not fit; absent if it always fits
   * @param settings settings with a fixed value
   * @param credentials as above
   * @param assumptions the values of settings that the collector may leave out
   */
  record Login(
      @Nullable String when,
      Map<String, String> settings,
      Map<String, String> credentials,
      Map<String, Assumption> assumptions,
      List<String> notes) {
    Login {
      settings = Objects.requireNonNullElse(settings, Map.of());
      credentials = Objects.requireNonNullElse(credentials, Map.of());
      assumptions = Objects.requireNonNullElse(assumptions, Map.of());
      notes = Objects.requireNonNullElse(notes, List.of());
    }
  }

  /** The value for a setting, which may contain {@code {base.url}}, and the note about it. */
  record Assumption(String value, String note) {}
}
