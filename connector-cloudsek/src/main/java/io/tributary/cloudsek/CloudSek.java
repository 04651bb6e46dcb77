package io.tributary.cloudsek;

import io.tributary.common.config.SourceDefaults;
import io.tributary.common.config.SourceSettings;
import io.tributary.common.http.ApiClient;
import io.tributary.common.http.Auth;
import io.tributary.common.pace.ServerClock;
import io.tributary.common.source.Feed;
import io.tributary.common.source.Vendor;
import io.tributary.common.source.VendorApi;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;

/** CloudSEK XVigil: alerts, {@code GET /api/historic/alerts}. */
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
    return Auth.header(config.authHeader(), config.authPrefix(), config.token());
  }

  @Override
  public VendorApi api(CloudSekConfig config, ApiClient client) {
    return new CloudSekAlerts(config, client);
  }

  @Override
  public String blame(Refused refused, CloudSekConfig config) {
    return switch (refused) {
      case LOGIN_ADDRESS -> SourceSettings.BASE_URL;
      case CLIENT, LOGIN, ACCESS -> CloudSekConfig.TOKEN;
      case PATH -> CloudSekConfig.ALERTS_PATH;
    };
  }
}
