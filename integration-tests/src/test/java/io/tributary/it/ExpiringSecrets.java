// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.provider.ConfigProvider;

/**
 * The properties of a file, valid for two seconds, as a vault leases its secrets. A worker in
 * another JVM loads it by its name.
 */
public final class ExpiringSecrets implements ConfigProvider {
  /** How long Connect may use a value before it asks again. */
  static final long TTL_MILLIS = 2_000;

  @Override
  public void configure(Map<String, ?> settings) {
    // There is nothing to configure.
  }

  @Override
  public ConfigData get(String path) {
    var properties = new Properties();
    try (var file = Files.newBufferedReader(Path.of(path))) {
      properties.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var values = new HashMap<String, String>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    return new ConfigData(values, TTL_MILLIS);
  }

  @Override
  public ConfigData get(String path, Set<String> keys) {
    var values = new HashMap<>(get(path).data());
    values.keySet().retainAll(keys);
    return new ConfigData(values, TTL_MILLIS);
  }

  @Override
  public void close() {
    // There is nothing to close.
  }
}
