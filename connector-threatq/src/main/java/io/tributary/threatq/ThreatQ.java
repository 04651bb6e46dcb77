// SPDX-License-Identifier: Apache-2.0
package io.tributary.threatq;

import io.tributary.common.config.CrossFieldChecks;
import io.tributary.common.config.Setting;
import io.tributary.common.config.SourceDefaults;
import io.tributary.common.http.ApiClient;
import io.tributary.common.http.Auth;
import io.tributary.common.http.ServerClock;
import io.tributary.common.http.oauth.TokenAuth;
import io.tributary.common.vendor.Feed;
import io.tributary.common.vendor.Probe;
import io.tributary.common.vendor.Vendor;
import io.tributary.common.vendor.VendorApi;
import io.tributary.common.vendor.Window;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;

/** ThreatQ: events, {@code POST /api/events/query}. An event is read again after each update. */
final class ThreatQ implements Vendor<ThreatQConfig> {

  @Override
  public Feed feed() {
    return new Feed("threatq", "events", ThreatQConfig.DEFAULTS.table());
  }

  @Override
  public SourceDefaults defaults() {
    return ThreatQConfig.DEFAULTS;
  }

  @Override
  public ConfigDef configDef() {
    return ThreatQConfig.define();
  }

  @Override
  public ThreatQConfig config(Map<String, String> settings) {
    return new ThreatQConfig(settings);
  }

  @Override
  public Auth auth(ThreatQConfig config, ServerClock clock) {
    return new TokenAuth(config.tokenUrl(), config.grant(), clock);
  }

  @Override
  public VendorApi api(ThreatQConfig config, ApiClient client) {
    return new ThreatQEvents(config, client);
  }

  @Override
  public void check(CrossFieldChecks settings) {
    ThreatQConfig.check(settings);
  }

  @Override
  public Setting<?> blame(Refused refused, ThreatQConfig config) {
    return config.blame(refused);
  }

  @Override
  public void probe(Probe probe, Window window) {
    new ThreatQProbe(probe, window).ask();
  }
}
