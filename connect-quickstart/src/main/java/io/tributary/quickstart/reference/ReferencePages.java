// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.reference;

import io.tributary.quickstart.worker.Layout;
import io.tributary.quickstart.worker.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The pages of the documentation that are printed from code, so that they cannot lag behind it. */
public final class ReferencePages {
  private ReferencePages() {}

  /**
   * Path from the root to contents.
   *
   * @param scratch an empty directory
   */
  static Map<String, String> print(Layout layout, Path scratch) throws IOException {
    try (var plugins = new Plugins(layout, scratch)) {
      var pages = new LinkedHashMap<String, String>();
      for (var connector : plugins.connectors()) {
        var folder = connector.getClass().getPackageName().replaceFirst(".*\\.", "connector-");
        pages.put(folder + "/docs/settings.md", SettingsPage.of(connector));
      }
      pages.put("docs/settings.md", SettingsPage.ofAll(plugins.connectors()));
      pages.put("docs/errors.md", ErrorsPage.of(plugins));
      pages.put("docs/metrics.md", MetricsPage.of(plugins));
      return pages;
    }
  }

  public static void write(Layout layout, Path scratch) throws IOException {
    for (var page : print(layout, scratch).entrySet()) {
      Path file = layout.root().resolve(page.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, page.getValue());
    }
  }
}
