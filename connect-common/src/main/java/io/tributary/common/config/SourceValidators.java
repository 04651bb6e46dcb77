// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.config;

import io.github.bucket4j.TimeMeter;
import io.tributary.common.config.Validators.NumberedType;
import io.tributary.common.error.CollectorError;
import io.tributary.common.error.SetupError;
import io.tributary.common.json.TimestampFormat;
import io.tributary.common.json.Timestamps;
import io.tributary.common.pace.RequestBudget;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Recommender;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Validators of the settings that sources share. None of them depends on today's date. */
final class SourceValidators {
  private static final Pattern ADDRESS =
      Pattern.compile("(\\w{1,9}:/*)?[\\w./-]*+(:\\d+[\\w./-]*+)?");

  private SourceValidators() {}

  /** An http or https address without user, query or fragment. */
  static Validator baseUrl() {
    return ConfigDef.LambdaValidator.with(
        (name, value) -> {
          if (value == null || value.toString().isBlank()) {
            throw fault(SetupError.BASE_URL_MISSING, name);
          }
          if (!Validators.isHttpUrl(value.toString().strip())) {
            throw fault(SetupError.BASE_URL_FORMAT, name, quotable(value.toString()));
          }
        },
        () -> "http[s]://host[:port][/path]");
  }

  /** The address, unless it may hold a password or a key. */
  private static String quotable(String address) {
    return ADDRESS.matcher(address).matches() ? address : "an address with other characters";
  }

  static Validator startTime(CollectorError unreadable) {
    return ConfigDef.LambdaValidator.with(
        (name, value) -> {
          if (value == null || value.toString().isBlank()) {
            return;
          }
          var time = Timestamps.parse(value.toString());
          if (time.isEmpty()) {
            throw fault(unreadable, name, value);
          }
          if (!Timestamps.isInRange(time.get())) {
            throw fault(SetupError.SETTING_INVALID, name, "must be a time from 1970 to 9999");
          }
        },
        () -> "ISO 8601 time");
  }

  /** Rows of a page that the API allows, under its own number. */
  record PageSize(int most) implements NumberedType {

    @Override
    public void ensureValid(String name, @Nullable Object value) {
      if (value instanceof Integer rows && (rows < 1 || rows > most)) {
        throw new ConfigException(wrongType(name, rows.toString()));
      }
    }

    @Override
    public String wrongType(String name, String given) {
      return SetupError.PAGE_SIZE.message(name, 1, most, given);
    }

    @Override
    public String toString() {
      return "[1, " + most + "]";
    }
  }

  static Validator requestsLimits() {
    return Validators.checked(
        "n/period,…",
        value -> {
          try {
            var unused = RequestBudget.of(value.toString(), TimeMeter.SYSTEM_NANOTIME);
            return "";
          } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
          }
        });
  }

  /** An HTTP proxy, or empty text. Its login has settings of its own, one of them a secret. */
  static Validator proxyUrl() {
    return Validators.checked(
        "http://host:port",
        value -> {
          var text = value.toString().strip();
          return text.isEmpty()
                  || (text.matches("http://[^/]+:\\d+/?") && Validators.isHttpUrl(text))
              ? ""
              : "must look like http://host:port; other kinds of proxy are not supported, and a login"
                  + " goes into proxy.username and proxy.password";
        });
  }

  static Validator pointers() {
    return Validators.checked(
        "JSON pointers",
        value ->
            ((List<?>) value).stream().allMatch(item -> item.toString().matches("|/.*"))
                ? ""
                : "must be JSON pointers such as /data/id");
  }

  static Validator timestampFormat() {
    return Validators.checked(
        "a pattern of java.time",
        value -> {
          try {
            var unused = TimestampFormat.of(value.toString());
            return "";
          } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
          }
        });
  }

  /** One of some words, which forms offer, or JSON pointers. */
  record DedupeKey() implements Validator, Recommender {
    private static final List<Object> WORDS = List.of("id", "id_and_hash", "id_and_time");

    @Override
    public void ensureValid(String name, @Nullable Object value) {
      var text = String.valueOf(value);
      if (!WORDS.contains(text) && !text.matches("(/[^,]+)(\\s*,\\s*/[^,]+)*")) {
        throw fault(
            SetupError.SETTING_INVALID,
            name,
            "must be one of " + WORDS + " or JSON pointers such as /title,/user, got: " + text);
      }
    }

    @Override
    public List<Object> validValues(String name, Map<String, Object> parsed) {
      return WORDS;
    }

    @Override
    public boolean visible(String name, Map<String, Object> parsed) {
      return true;
    }

    @Override
    public String toString() {
      return "one of " + WORDS + " or JSON pointers";
    }
  }

  static Validator pairs() {
    return Validators.checked(
        "name=value,…",
        value ->
            ((List<?>) value).stream().allMatch(item -> item.toString().matches("[^=]+=.*"))
                ? ""
                : "must be pairs such as a=1,b=2");
  }

  private static ConfigException fault(CollectorError error, Object... arguments) {
    return new ConfigException(error.message(arguments));
  }
}
