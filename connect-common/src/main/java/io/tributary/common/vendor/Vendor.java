// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.vendor;

import io.tributary.common.config.CrossFieldChecks;
import io.tributary.common.config.Setting;
import io.tributary.common.config.SourceConfig;
import io.tributary.common.config.SourceDefaults;
import io.tributary.common.config.SourceSettings;
import io.tributary.common.http.ApiClient;
import io.tributary.common.http.Auth;
import io.tributary.common.http.ServerClock;
import io.tributary.common.http.StatusRule;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;

/** Everything specific to one vendor. */
public interface Vendor<C extends SourceConfig> {

  /** Returns the feed that the vendor offers. */
  Feed feed();

  /** Returns the vendor's defaults for the settings that all vendors share. */
  SourceDefaults defaults();

  /** Returns the definition of the settings, including the shared ones. */
  ConfigDef configDef();

  /** Parses the settings of a connector. */
  C config(Map<String, String> settings);

  /** Returns the authorization of requests. */
  Auth auth(C config, ServerClock clock);

  /** Returns the rules for responses whose meaning differs from that of other vendors. */
  default List<StatusRule> exceptions() {
    return List.of();
  }

  /** Returns the API that fetches pages. */
  VendorApi api(C config, ApiClient client);

  /**
   * Asks the server what no document tells, and takes what fits it into the configuration. The
   * defaults and the settings given count until an answer shows otherwise.
   *
   * @param window from the configured start of the feed to where no more rows are to be expected
   */
  default void probe(Probe probe, Window window) {}

  /** Checks settings in combination. A setting that is not valid by itself has no value here. */
  default void check(CrossFieldChecks settings) {}

  /** Whether the connection check may log in. False if logging in would use up the credential. */
  default boolean canConnect(C config) {
    return true;
  }

  /** The part of the connection that the vendor refused. */
  enum Refused {
    /** The address of the login: the host or path does not exist. */
    LOGIN_ADDRESS,
    /** The OAuth client (the application, not its user), or the page that shows its id. */
    CLIENT,
    /** The credential of the login. */
    LOGIN,
    /** Access to the log after a successful login. */
    ACCESS,
    /** The path of the log. */
    PATH
  }

  /** Returns the setting to correct after a refusal. */
  default Setting<?> blame(Refused refused, C config) {
    return SourceSettings.BASE_URL;
  }
}
