// SPDX-License-Identifier: Apache-2.0
package io.tributary.kiteworks;

import static io.tributary.common.error.Recoverability.STOP;
import static io.tributary.common.error.Recoverability.UNCLEAR;

import io.tributary.common.config.CrossFieldChecks;
import io.tributary.common.config.Setting;
import io.tributary.common.config.SourceDefaults;
import io.tributary.common.http.ApiClient;
import io.tributary.common.http.Auth;
import io.tributary.common.http.ServerClock;
import io.tributary.common.http.StatusRule;
import io.tributary.common.http.oauth.TokenAuth;
import io.tributary.common.vendor.Feed;
import io.tributary.common.vendor.Probe;
import io.tributary.common.vendor.Vendor;
import io.tributary.common.vendor.VendorApi;
import io.tributary.common.vendor.Window;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;

/** Kiteworks: the administrator activity log, {@code GET /rest/admin/activities}. */
final class Kiteworks implements Vendor<KiteworksConfig> {

  @Override
  public Feed feed() {
    return new Feed("kiteworks", "admin", KiteworksConfig.DEFAULTS.table());
  }

  @Override
  public SourceDefaults defaults() {
    return KiteworksConfig.DEFAULTS;
  }

  @Override
  public ConfigDef configDef() {
    return KiteworksConfig.define();
  }

  @Override
  public KiteworksConfig config(Map<String, String> settings) {
    return new KiteworksConfig(settings);
  }

  @Override
  public Auth auth(KiteworksConfig config, ServerClock clock) {
    return new TokenAuth(config.tokenUrl(), config.grant(), clock);
  }

  /**
   * Kiteworks may report a rate limit as a 403 without a code, a missing role as a 401, a dead
   * token with any status, and any error in the body of a 200, where only the code identifies it.
   */
  @Override
  public List<StatusRule> exceptions() {
    return List.of(
        new StatusRule(401, "ERR_ACCESS_USER", STOP),
        new StatusRule(401, "ERR_AUTH_INVALID_CSRF", STOP),
        new StatusRule(403, "", UNCLEAR),
        new StatusRule(490, "*", UNCLEAR),
        new StatusRule("ERR_AUTH_UNAUTHORIZED", 401),
        new StatusRule("ERR_AUTH_PROFILE_CHANGED", 401),
        new StatusRule("ERR_INVALID_GRANT", 401),
        new StatusRule("INVALID_GRANT", 401),
        new StatusRule("invalid_grant", 401),
        new StatusRule("invalid_token", 401),
        new StatusRule("ERR_AUTH_INVALID_CSRF", 403),
        new StatusRule("ERR_ACCESS_USER", 403),
        new StatusRule("ERR_ENTITY_NOT_FOUND", 404),
        new StatusRule("ERR_INVALID_PARAMETER", 422),
        new StatusRule("ERR_INTERNAL*", 500),
        new StatusRule("ERR_SESSION_LIMIT_REACHED", 503));
  }

  @Override
  public VendorApi api(KiteworksConfig config, ApiClient client) {
    return new KiteworksActivities(config, client);
  }

  @Override
  public void check(CrossFieldChecks settings) {
    KiteworksConfig.check(settings);
  }

  @Override
  public boolean canConnect(KiteworksConfig config) {
    return config.canConnect();
  }

  @Override
  public Setting<?> blame(Refused refused, KiteworksConfig config) {
    return config.blame(refused);
  }

  @Override
  public void probe(Probe probe, Window window) {
    new KiteworksProbe(probe, window).ask();
  }
}
