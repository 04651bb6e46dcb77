// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.config;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;

/** Adds settings to a definition as one group of a form, in the order in which they are added. */
public final class SettingGroup {
  private final ConfigDef def;
  private final String name;
  private int size;

  /** A group without settings yet. */
  public SettingGroup(ConfigDef def, String name) {
    this.def = def;
    this.name = name;
  }

  /** Adds settings at the end. */
  public SettingGroup add(Setting<?>... settings) {
    return add(List.of(settings));
  }

  /** Adds settings at the end. */
  public SettingGroup add(List<Setting<?>> settings) {
    settings.forEach(setting -> setting.define(def, name, ++size));
    return this;
  }
}
