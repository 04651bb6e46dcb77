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

/** All that one vendor has to say about itself. */
public interface Vendor<C extends SourceConfig> {

  /** What it offers. */
  Feed feed();

  /** Its say in the settings all vendors share. */
  SourceDefaults defaults();

  /** The definition of its settings, the shared ones included. */
  ConfigDef configDef();

  /** The settings of a connector, parsed. */
  C config(Map<String, String> settings);

  /** How its requests are authorized. */
  Auth auth(C config, ServerClock clock);

  /** What certain answers mean here that means something else elsewhere. */
  default List<StatusRule> exceptions() {
    return List.of();
  }

  /** How its pages are fetched. */
  VendorApi api(C config, ApiClient client);

  /** Checks settings in combination; those that are not valid by themselves have no value. */
  default void check(CrossFieldChecks settings) {}

  /** Whether the connection check may log in; not with a credential which that would use up. */
  default boolean canConnect(C config) {
    return true;
  }

  /** What the connection check found refused. */
  enum Refused {
    /** The address of the login: no such host or path. */
    LOGIN_ADDRESS,
    /** The client that logs in: the application, not its user; or where its id is looked up. */
    CLIENT,
    /** What it logs in with. */
    LOGIN,
    /** The log, to the one who has logged in. */
    ACCESS,
    /** The path of the log. */
    PATH
  }

  /** The setting to blame for a refusal. */
  default Setting<?> blame(Refused refused, C config) {
    return SourceSettings.BASE_URL;
  }
}
