package io.tributary.kiteworks;

import static io.tributary.common.config.SourceSettings.BASE_URL;
import static io.tributary.common.config.SourceSettings.PAGE_SIZE;
import static io.tributary.common.error.SetupError.SECRET_MISSING;
import static io.tributary.common.error.SetupError.USER_MISSING;
import static io.tributary.common.error.Trouble.RETRY_FIVE_TIMES;
import static io.tributary.common.error.Trouble.STOP;
import static io.tributary.kiteworks.KiteworksConfig.TOKEN_URL;

import io.tributary.common.config.SourceConflicts;
import io.tributary.common.config.SourceDefaults;
import io.tributary.common.http.ApiClient;
import io.tributary.common.http.Auth;
import io.tributary.common.http.ErrorRule;
import io.tributary.common.http.TokenAuth;
import io.tributary.common.pace.ServerClock;
import io.tributary.common.source.Feed;
import io.tributary.common.source.Vendor;
import io.tributary.common.source.VendorApi;
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

  /** A rate limit may come as a 403 without a code, a missing role as a 401. */
  @Override
  public List<ErrorRule> exceptions() {
    return List.of(
        new ErrorRule(401, "ERR_ACCESS_USER", STOP),
        new ErrorRule(403, "", RETRY_FIVE_TIMES),
        new ErrorRule(490, "*", RETRY_FIVE_TIMES));
  }

  @Override
  public VendorApi api(KiteworksConfig config, ApiClient client) {
    return new KiteworksActivities(config, client);
  }

  @Override
  public Map<String, String> conflicts(Map<String, Object> values) {
    return new SourceConflicts(values)
        .add(KiteworksConfig.missing(values))
        .atMost(PAGE_SIZE, KiteworksConfig.RESULT_WINDOW)
        .asSafeAs(TOKEN_URL, BASE_URL)
        .faults();
  }

  @Override
  public boolean mayTry(KiteworksConfig config) {
    return !config.getString(KiteworksConfig.AUTH_METHOD).equals("refresh_token");
  }

  @Override
  public String blame(Refused refused, KiteworksConfig config) {
    return switch (refused) {
      case LOGIN_ADDRESS -> config.getString(TOKEN_URL).isBlank() ? BASE_URL : TOKEN_URL;
      case CLIENT -> KiteworksConfig.CLIENT_SECRET;
      case LOGIN -> config.required(SECRET_MISSING);
      case ACCESS -> config.required(USER_MISSING);
      case PATH -> BASE_URL;
    };
  }
}
