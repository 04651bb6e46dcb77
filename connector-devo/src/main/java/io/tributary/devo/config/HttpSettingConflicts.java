package io.tributary.devo.config;

import io.tributary.common.error.SetupError;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** What an endpoint over HTTP needs and what makes no sense with it. */
final class HttpSettingConflicts {
  private HttpSettingConflicts() {}

  /** Messages by the setting to blame, from settings that are sound by themselves. */
  static Map<String, String> of(Map<String, @Nullable Object> sound) {
    var faults = new HashMap<String, String>();
    if (sound.containsKey(DevoSinkConfig.DOMAIN) && sound.get(DevoSinkConfig.DOMAIN) == null) {
      faults.put(DevoSinkConfig.DOMAIN, SetupError.SETTING_MISSING.message(DevoSinkConfig.DOMAIN));
    }
    if (sound.containsKey(DevoSinkConfig.TOKEN)
        && !(sound.get(DevoSinkConfig.TOKEN) instanceof Password)) {
      faults.put(DevoSinkConfig.TOKEN, SetupError.SECRET_MISSING.message(DevoSinkConfig.TOKEN));
    }
    if (sound.get(DevoSinkConfig.CONFIRM) instanceof String confirm
        && !confirm.equals(DevoSinkConfig.HALF_CLOSE)) {
      SinkConfigValidator.conflict(DevoSinkConfig.CONFIRM, "HTTP confirms by its 2xx", faults);
    }
    if ("octet-counting".equals(sound.get(DevoSinkConfig.MULTILINE))) {
      SinkConfigValidator.conflict(
          DevoSinkConfig.MULTILINE, "over HTTP each event is one line", faults);
    }
    if (sound.get(DevoSinkConfig.MAX_EVENT_BYTES) instanceof Integer bytes
        && bytes >= DevoSinkConfig.MOST_HTTP_BYTES) {
      var most = DevoSinkConfig.MOST_HTTP_BYTES - 1;
      SinkConfigValidator.conflict(
          DevoSinkConfig.MAX_EVENT_BYTES, "over HTTP it is " + most + " at most", faults);
    }
    return faults;
  }
}
