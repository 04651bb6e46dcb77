// SPDX-License-Identifier: Apache-2.0
package io.tributary.common;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of these connectors: that of the Maven build. */
public final class Version {
  private static final String TEXT = read();

  private Version() {}

  /** The version, such as {@code 0.1.0}. */
  public static String text() {
    return TEXT;
  }

  private static String read() {
    try (InputStream in =
        Version.class.getResourceAsStream("/io/tributary/common/version.properties")) {
      var properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
