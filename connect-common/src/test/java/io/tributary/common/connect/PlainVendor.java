// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import io.tributary.common.config.Setting;
import io.tributary.common.config.SettingGroup;
import io.tributary.common.config.SourceConfig;
import io.tributary.common.config.SourceDefaults;
import io.tributary.common.config.SourceSettings;
import io.tributary.common.config.Validators;
import io.tributary.common.error.InitVariablesError;
import io.tributary.common.http.ApiClient;
import io.tributary.common.http.Auth;
import io.tributary.common.http.Query;
import io.tributary.common.http.ServerClock;
import io.tributary.common.vendor.Feed;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.Pagination;
import io.tributary.common.vendor.Position;
import io.tributary.common.vendor.SortOrder;
import io.tributary.common.vendor.Vendor;
import io.tributary.common.vendor.VendorApi;
import io.tributary.common.vendor.Window;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;

/** The smallest vendor there can be: a token in a header, and one page at {@code /events}. */
final class PlainVendor implements Vendor<PlainVendor.PlainConfig> {
  static final SourceDefaults DEFAULTS =
      new SourceDefaults(
          "my.app.plain",
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          100,
          100,
          Duration.ofDays(1),
          "",
          List.of(""),
          List.of("/id"),
          List.of("/time"),
          "id",
          InitVariablesError.START_TIME_FORMAT,
          InitVariablesError.START_TIME_NOT_PAST);

  private static final Setting<Password> TOKEN =
      Setting.secret("token").check(Validators.token()).text("The token.");
  private static final Setting<Boolean> SINGLE_USE =
      Setting.flag("single.use", false).text("Whether the token can be used only once.");

  static final class PlainConfig extends SourceConfig {
    PlainConfig(Map<String, String> settings) {
      super(define(), settings, DEFAULTS);
    }

    @Override
    public String credential() {
      return TOKEN.of(this).value();
    }

    @Override
    protected String apiPath() {
      return "/events";
    }
  }

  /** A connector of this vendor, as Connect would make it. */
  static final class PlainConnector extends EventSourceConnector<PlainConfig> {
    PlainConnector() {
      super(new PlainVendor(), PlainTask.class);
    }
  }

  static final class PlainTask extends EventSourceTask<PlainConfig> {
    PlainTask() {
      super(new PlainVendor());
    }
  }

  private static ConfigDef define() {
    var def = SourceSettings.define(DEFAULTS);
    new SettingGroup(def, "Plain").add(TOKEN, SINGLE_USE);
    return def;
  }

  @Override
  public Feed feed() {
    return new Feed("plain", "events", DEFAULTS.table());
  }

  @Override
  public SourceDefaults defaults() {
    return DEFAULTS;
  }

  @Override
  public ConfigDef configDef() {
    return define();
  }

  @Override
  public PlainConfig config(Map<String, String> settings) {
    return new PlainConfig(settings);
  }

  @Override
  public Auth auth(PlainConfig config, ServerClock clock) {
    return Auth.header("Authorization", "Bearer", TOKEN.of(config));
  }

  @Override
  public boolean canConnect(PlainConfig config) {
    return !SINGLE_USE.of(config);
  }

  @Override
  public Setting<?> blame(Refused refused, PlainConfig config) {
    return refused == Refused.ACCESS ? TOKEN : SourceSettings.BASE_URL;
  }

  @Override
  public VendorApi api(PlainConfig config, ApiClient client) {
    return new VendorApi() {
      @Override
      public Page fetch(Window window, Position position) {
        var unused =
            client.get("/events", Query.NONE.with("limit", window.limit()), Map.of()).bytes();
        return Page.of(List.of());
      }

      @Override
      public Pagination pagination() {
        return Pagination.NUMBER;
      }

      @Override
      public SortOrder order() {
        return SortOrder.UNKNOWN;
      }
    };
  }
}
