package io.tributary.common.source;

import io.tributary.common.config.SourceConfig;
import io.tributary.common.http.ApiClient;
import io.tributary.common.http.Auth;
import io.tributary.common.http.ErrorRule;
import io.tributary.common.pace.ServerClock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;

/** All that one vendor has to say about itself. */
public interface Vendor<C extends SourceConfig> {

  /** What it offers. */
  Feed feed();

  /** The definition of its settings, the shared ones included. */
  ConfigDef configDef();

  /** The settings of a connector, parsed. */
  C config(Map<String, String> settings);

  /** How its requests are authorized. */
  Auth auth(C config, ServerClock clock);

  /** What certain answers mean here that means something else elsewhere. */
  default List<ErrorRule> exceptions() {
    return List.of();
  }

  /** How its pages are fetched. */
  VendorApi api(C config, ApiClient client);

  /**
   * Settings that make no sense together, by the name of the setting to blame. Called with the
   * parsed values of those settings that are valid by themselves.
   */
  default Map<String, String> conflicts(Map<String, Object> values) {
    return Map.of();
  }
}
