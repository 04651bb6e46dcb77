// SPDX-License-Identifier: Apache-2.0
package io.tributary.cloudsek;

import io.tributary.common.config.CrossFieldChecks;
import io.tributary.common.config.Setting;
import io.tributary.common.config.SourceDefaults;
import io.tributary.common.config.SourceSettings;
import io.tributary.common.http.ApiClient;
import io.tributary.common.http.Auth;
import io.tributary.common.http.ServerClock;
import io.tributary.common.http.StatusRule;
import io.tributary.common.vendor.Feed;
import io.tributary.common.vendor.Probe;
import io.tributary.common.vendor.Vendor;
import io.tributary.common.vendor.VendorApi;
import io.tributary.common.vendor.Window;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;

/** CloudSEK XVigil: alerts, {@code GET /api/historic/alerts} or the path of another profile. */
final class CloudSek implements Vendor<CloudSekConfig> {

  @Override
  public Feed feed() {
    return new Feed("cloudsek", "alerts", CloudSekConfig.DEFAULTS.table());
  }

  @Override
  public SourceDefaults defaults() {
    return CloudSekConfig.DEFAULTS;
  }

  @Override
  public ConfigDef configDef() {
    return CloudSekConfig.define();
  }

  @Override
  public CloudSekConfig config(Map<String, String> settings) {
    return new CloudSekConfig(settings);
  }

  @Override
  public Auth auth(CloudSekConfig config, ServerClock clock) {
    return Auth.header(
        CloudSekConfig.AUTH_HEADER.of(config),
        CloudSekConfig.AUTH_PREFIX.of(config),
        CloudSekConfig.TOKEN.of(config));
  }

  /** CloudSEK may report an error in the body of a 200, where only the code identifies it. */
  @Override
  public List<StatusRule> exceptions() {
    return List.of(
        new StatusRule("VALIDATION_ERROR", 400),
        new StatusRule("UNAUTHORIZED", 401),
        new StatusRule("ACCESS_DENIED", 403),
        new StatusRule("MODULE_ACCESS_DENIED", 403),
        new StatusRule("RATE_LIMIT_EXCEEDED", 429),
        new StatusRule("INTEGRATION_PLATFORM_UNAVAILABLE", 503));
  }

  @Override
  public VendorApi api(CloudSekConfig config, ApiClient client) {
    return new CloudSekAlerts(config, client);
  }

  @Override
  public void probe(Probe probe, Window window) {
    new CloudSekProbe(probe, window.limit()).ask();
  }

  /** A longest window makes no sense if requests cannot carry its end. */
  @Override
  public void check(CrossFieldChecks settings) {
    var endSent =
        settings.is(CloudSekConfig.TIME_MODE, CloudSekConfig.RANGE)
            && !String.valueOf(settings.value(CloudSekConfig.END_PARAM)).isBlank();
    settings.conflictIf(
        !endSent && settings.isAboveZero(SourceSettings.WINDOW_MAX),
        SourceSettings.WINDOW_MAX,
        "only time.mode=range with a time.end.param sends an end");
  }

  @Override
  public Setting<?> blame(Refused refused, CloudSekConfig config) {
    return switch (refused) {
      case LOGIN_ADDRESS -> SourceSettings.BASE_URL;
      case CLIENT, LOGIN, ACCESS -> CloudSekConfig.TOKEN;
      case PATH -> CloudSekConfig.ALERTS_PATH;
    };
  }
}
