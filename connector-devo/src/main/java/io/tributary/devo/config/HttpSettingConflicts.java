package io.tributary.devo.config;

import io.tributary.common.error.SetupError;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** Checks the settings that an endpoint over HTTP requires or excludes. */
final class HttpSettingConflicts {
  private HttpSettingConflicts() {}

  /** Error messages by setting, for settings that are valid on their own. */
  static Map<String, String> errors(Map<String, @Nullable Object> valid) {
    var errors = new HashMap<String, String>();
    if (valid.containsKey(DevoSinkConfig.DOMAIN) && valid.get(DevoSinkConfig.DOMAIN) == null) {
      errors.put(DevoSinkConfig.DOMAIN, SetupError.SETTING_MISSING.message(DevoSinkConfig.DOMAIN));
    }
    if (valid.containsKey(DevoSinkConfig.TOKEN)
        && !(valid.get(DevoSinkConfig.TOKEN) instanceof Password)) {
      errors.put(DevoSinkConfig.TOKEN, SetupError.SECRET_MISSING.message(DevoSinkConfig.TOKEN));
    }
    if (valid.get(DevoSinkConfig.CONFIRM) instanceof String confirm
        && !confirm.equals(DevoSinkConfig.HALF_CLOSE)) {
      SinkConfigValidator.addConflict(
          DevoSinkConfig.CONFIRM, "HTTP confirms with a 2xx response", errors);
    }
    if ("octet-counting".equals(valid.get(DevoSinkConfig.MULTILINE))) {
      SinkConfigValidator.addConflict(
          DevoSinkConfig.MULTILINE, "over HTTP each event is one line", errors);
    }
    if (valid.get(DevoSinkConfig.MAX_EVENT_BYTES) instanceof Integer bytes
        && bytes >= DevoSinkConfig.MAX_HTTP_BYTES) {
      var max = DevoSinkConfig.MAX_HTTP_BYTES - 1;
      SinkConfigValidator.addConflict(
          DevoSinkConfig.MAX_EVENT_BYTES, "over HTTP it is " + max + " at most", errors);
    }
    return errors;
  }
}
