// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.config;

import io.tributary.common.config.Validators;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/** Validates single settings. Each method returns an error message, or an empty string. */
final class SettingValidators {
  private static final Pattern HOST =
      Pattern.compile("(?!\\.{1,2}$)[\\x21-\\x39\\x3B-\\x7E]{1,255}");

  private SettingValidators() {}

  static String endpoint(Object value) {
    try {
      Endpoint.parse(value.toString());
      return "";
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  static String tagHeader(Object value) {
    var name = value.toString();
    return name.equals("event.time") || !name.matches("[\\x21-\\x7E]*")
        ? "must be the name of a header other than event.time, without spaces, or empty"
        : "";
  }

  static String tagsAllowed(Object value) {
    for (var entry : (List<?>) value) {
      if (!AllowedTags.isEntry(entry.toString())) {
        return "must be tags or prefixes such as my.app.*, and \"" + entry + "\" is neither";
      }
    }
    return "";
  }

  static String tagMap(Object value) {
    var topics = new HashSet<String>();
    for (var entry : (List<?>) value) {
      var pair = entry.toString();
      if (topicOf(pair).isEmpty() || !Validators.isTag(tagOf(pair))) {
        return "must be topic:tag,... and \"" + pair + "\" is not topic:tag with a Devo tag";
      }
      if (!topics.add(topicOf(pair))) {
        return "has two tags for topic " + topicOf(pair);
      }
    }
    return "";
  }

  static String host(Object value) {
    return HOST.matcher(value.toString()).matches()
        ? ""
        : "must be 1 to 255 printable characters without spaces and colons, not only dots";
  }

  /** A segment of a path that is not a dot segment. */
  static String domain(Object value) {
    return value.toString().matches("(?!\\.{1,2}$)[\\x21-\\x7E]{1,255}")
        ? ""
        : "must be 1 to 255 printable characters without spaces";
  }

  static String topicOf(String pair) {
    return pair.substring(0, Math.max(pair.indexOf(':'), 0)).strip();
  }

  static String tagOf(String pair) {
    return pair.substring(pair.indexOf(':') + 1).strip();
  }

  /** The host name of this worker, without characters that a message cannot hold. */
  static String workerHost() {
    try {
      var name = InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9._-]", "-");
      return HOST.matcher(name).matches() ? name : "kafka-connect";
    } catch (UnknownHostException e) {
      return "kafka-connect";
    }
  }
}
