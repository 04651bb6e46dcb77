// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.config;

import io.tributary.common.error.Durations;
import io.tributary.common.error.SetupError;
import io.tributary.common.http.oauth.PemKeys;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Recommender;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * Validators that speak in numbered catalogue errors. Each one lets an absent (null) value pass:
 * whether a setting is required is another question.
 */
public final class Validators {
  /** The longest duration that a setting can have. */
  static final long MAX_DURATION_MS = Duration.ofDays(366).toMillis();

  private static final Pattern TAG =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_-]*(\\.[A-Za-z0-9_][A-Za-z0-9_-]*){1,5}");
  private static final Pattern INVISIBLE =
      Pattern.compile("[\\p{Cc}\\u2028\\u2029]|^[\\p{Z}\\p{Cf}]|[\\p{Z}\\p{Cf}]$");
  private static final int MAX_TAG_LENGTH = 1024;
  private static final int MAX_PORT = 65_535;

  private Validators() {}

  /** A validator with words of its own for a value of another type. */
  interface NumberedType extends Validator {

    /** The message for a given value that cannot be parsed. */
    String wrongType(String name, String given);
  }

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

  /** A value there must be; without one it is the given error and no other. */
  static Validator required(SetupError missing) {
    return ConfigDef.LambdaValidator.with(
        (name, value) -> {
          if (value == null || text(value).isBlank()) {
            throw new ConfigException(missing.message(name));
          }
        },
        () -> "not blank");
  }

  /** One of the given words, which a form can offer: the validator is a recommender, too. */
  public static Validator oneOf(String... words) {
    return new OneOf(List.of(words));
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
        "/path", value -> isPath(text(value)) ? "" : "must be a path such as /api/alerts");
  }

  /** What the given validator takes, or empty text. */
  public static Validator orEmpty(Validator validator) {
    return ConfigDef.LambdaValidator.with(
        (name, value) -> {
          if (value != null && !value.toString().isBlank()) {
            validator.ensureValid(name, value);
          }
        },
        validator::toString);
  }

  /** An http or https address without user, query or fragment, or empty text. */
  static Validator urlOrEmpty() {
    return checked(
        "http[s]://host[:port][/path]",
        value ->
            text(value).isBlank() || isHttpUrl(text(value).strip())
                ? ""
                : "must look like http[s]://host[:port][/path]");
  }

  /** The name of an HTTP header. */
  public static Validator headerName() {
    return checked(
        "a header name",
        value ->
            text(value).matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")
                ? ""
                : "must be the name of an HTTP header such as X-Api-Key");
  }

  /** Text that a header can carry. */
  public static Validator headerValue() {
    return checked(
        "printable ASCII",
        value ->
            text(value).matches("[\\x20-\\x7e]*")
                ? ""
                : "must be printable ASCII characters without line breaks");
  }

  /** A part of a login: nobody means the line break that was copied with it. Not quoted. */
  public static Validator plain() {
    return checked(
        "plain text",
        value ->
            INVISIBLE.matcher(text(value)).find()
                ? "must not contain line breaks or control characters, nor begin or end with an"
                    + " invisible one"
                : "");
  }

  /** A secret that there must be and a header can carry; does not quote it when it cannot. */
  public static Validator token() {
    return ConfigDef.CompositeValidator.of(
        required(SetupError.SECRET_MISSING),
        checked(
            "printable ASCII",
            value ->
                text(value).matches("[\\x21-\\x7e]*")
                    ? ""
                    : "must be printable ASCII characters without spaces and line breaks"));
  }

  /** A secret that is an RSA private key in PEM form; does not quote it when it is not. */
  static Validator rsaPrivateKey() {
    return checked(
        "RSA private key in PEM form",
        value -> {
          try {
            var unused = PemKeys.rsaPrivateKey(text(value));
            return "";
          } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
          }
        });
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
          var wrong = value == null ? "" : fault.apply(value);
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

  /** Whether it is an http or https address that OkHttp takes, without user, query, fragment. */
  static boolean isHttpUrl(String text) {
    try {
      var uri = new URI(text);
      return ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
          && uri.getHost() != null
          && uri.getPort() != 0
          && uri.getPort() <= MAX_PORT
          && uri.getUserInfo() == null
          && uri.getQuery() == null
          && uri.getFragment() == null
          && HttpUrl.parse(text) != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** A duration setting in milliseconds as text for a message, such as {@code 20s}. */
  static String seconds(Duration duration) {
    return Durations.seconds(duration) + "s";
  }

  private static boolean isPath(String text) {
    return text.startsWith("/") && isHttpUrl("http://host" + text);
  }

  private record OneOf(List<String> words) implements Validator, Recommender {

    @Override
    public void ensureValid(String name, @Nullable Object value) {
      if (value != null && !words.contains(text(value))) {
        var why = "must be one of " + words + ", got: " + value;
        throw new ConfigException(SetupError.SETTING_INVALID.message(name, why));
      }
    }

    @Override
    public List<Object> validValues(String name, Map<String, Object> parsed) {
      return new ArrayList<>(words);
    }

    @Override
    public boolean visible(String name, Map<String, Object> parsed) {
      return true;
    }

    @Override
    public String toString() {
      return "one of " + words;
    }
  }

  private static String text(Object value) {
    return value instanceof Password secret ? secret.value() : value.toString();
  }
}
