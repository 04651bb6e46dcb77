// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool.connector;

import io.tributary.common.OwnSettings;
import io.tributary.common.config.RequestSettings;
import io.tributary.common.config.SettingGroup;
import io.tributary.common.http.HttpSettings.HttpProxy;
import io.tributary.tool.io.CommandFailedException;
import io.tributary.tool.io.JsonIo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/** A connector in the format of {@code POST /connectors}, or only its settings. */
public record ConnectorDefinition(String name, Map<String, String> config) {

  /** Reads a file. A readable message reports what is wrong with it. */
  public static ConnectorDefinition read(Path file) {
    var root = JsonIo.read(file);
    var settings = root.path("config").isObject() ? root.path("config") : root;
    var config = new LinkedHashMap<String, String>();
    for (var setting : settings.properties()) {
      if (!setting.getValue().isValueNode() || setting.getValue().isNull()) {
        throw new CommandFailedException(
            file + ": the setting " + setting.getKey() + " must be text.");
      }
      config.put(setting.getKey(), setting.getValue().asText());
    }
    if (config.getOrDefault("connector.class", "").isBlank()) {
      throw new CommandFailedException(file + ": the setting connector.class is missing.");
    }
    var name = root.path("name").asText(config.getOrDefault("name", file.toString()));
    return new ConnectorDefinition(name, config);
  }

  /**
   * The settings with {@code ${file:…}}, {@code ${directory:…}} and {@code ${env:…}} replaced by
   * their values on this machine, as a worker does.
   */
  public Map<String, String> resolved() {
    var providers =
        Map.<String, ConfigProvider>of(
            "file", new FileConfigProvider(),
            "directory", new DirectoryConfigProvider(),
            "env", new EnvVarConfigProvider());
    try {
      providers.values().forEach(provider -> provider.configure(Map.of()));
      return new ConfigTransformer(providers).transform(config).data();
    } catch (ConfigException e) {
      throw new CommandFailedException(
          name + ": a placeholder cannot be resolved on this machine: " + e.getMessage() + ".");
    } finally {
      providers.values().forEach(ConnectorDefinition::close);
    }
  }

  /**
   * The proxy that leads to its vendor, or to Devo over https. A readable message reports that it
   * has none.
   */
  public HttpProxy proxy() {
    var def = new ConfigDef();
    new SettingGroup(def, "Proxy")
        .add(
            RequestSettings.PROXY_URL,
            RequestSettings.PROXY_USERNAME,
            RequestSettings.PROXY_PASSWORD);
    try {
      var own = new AbstractConfig(def, OwnSettings.of(def, resolved()), false);
      return RequestSettings.proxy(own)
          .orElseThrow(() -> new CommandFailedException(name + " has no proxy.url."));
    } catch (ConfigException e) {
      // Without its message, which may quote a password in the address.
      throw new CommandFailedException(
          name + ": proxy.url, proxy.username or proxy.password is not valid. Use check.");
    }
  }

  private static void close(ConfigProvider provider) {
    try {
      provider.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
