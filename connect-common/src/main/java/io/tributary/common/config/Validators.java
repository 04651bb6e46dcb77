package io.tributary.common.config;

import io.tributary.common.error.SetupError;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * Validators that speak in numbered catalogue errors. Each one lets an absent (null) value pass:
 * whether a setting is required is another question.
 */
public final class Validators {
  private static final Pattern TAG =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_-]*(\\.[A-Za-z0-9_][A-Za-z0-9_-]*){1,5}");
  private static final int MAX_TAG_LENGTH = 1024;

  private Validators() {}

  /** A number within [min, max]. */
  public static Validator between(long min, long max) {
    return checked(
        "[" + min + ", " + max + "]",
        value -> {
          var number = ((Number) value).longValue();
          return number >= min && number <= max ? "" : "must be from " + min + " to " + max;
        });
  }

  /** Text or a secret that is not blank. */
  public static Validator notBlank() {
    return checked("not blank", value -> text(value).isBlank() ? "must not be blank" : "");
  }

  /** One of the given words. */
  public static Validator oneOf(String... words) {
    var allowed = List.of(words);
    return checked(
        "one of " + allowed,
        value -> allowed.contains(text(value)) ? "" : "must be one of " + allowed);
  }

  /** A Devo tag: two to six levels of letters, digits, {@code _} and {@code -}, joined by dots. */
  public static Validator tag() {
    return checked(
        "a Devo tag",
        value -> isTag(text(value)) ? "" : "must be a Devo tag of 2 to 6 levels such as my.app.a");
  }

  /** A path that begins with a slash and has no query. */
  public static Validator path() {
    return checked(
        "/path",
        value -> text(value).matches("/[^?#\\s]*") ? "" : "must be a path such as /api/alerts");
  }

  /** A legal topic name. */
  public static Validator topic() {
    return checked(
        "a topic name",
        value ->
            text(value).matches("[a-zA-Z0-9._-]{1,249}") && !text(value).matches("\\.{1,2}")
                ? ""
                : "must be a topic name of letters, digits, '.', '_' and '-'");
  }

  /** Text that the given function accepts: it answers with what is wrong, or with empty text. */
  public static Validator checked(String description, Function<Object, String> fault) {
    return ConfigDef.LambdaValidator.with(
        (name, value) -> {
          if (value == null) {
            return;
          }
          var wrong = fault.apply(value);
          if (!wrong.isEmpty()) {
            throw new ConfigException(SetupError.SETTING_INVALID.message(name, wrong));
          }
        },
        () -> description);
  }

  /** Whether the text is a tag Devo takes. */
  public static boolean isTag(String text) {
    return text.length() <= MAX_TAG_LENGTH && TAG.matcher(text).matches();
  }

  /** A duration setting in milliseconds as text for a message, such as {@code 20s}. */
  public static String seconds(Duration duration) {
    return duration.toMillis() / 1000.0 + "s";
  }

  private static String text(Object value) {
    return value instanceof Password secret ? secret.value() : value.toString();
  }
}
