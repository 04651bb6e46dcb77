package io.tributary.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The pages of {@code docs/} that are printed from code, so that they cannot lag behind it. */
final class ReferencePages {
  private ReferencePages() {}

  /**
   * File name to contents.
   *
   * @param scratch an empty directory
   */
  static Map<String, String> print(Layout layout, Path scratch) throws IOException {
    try (var plugins = new Plugins(layout, scratch)) {
      var pages = new LinkedHashMap<String, String>();
      pages.put("settings.md", SettingsPage.of(plugins.connectors()));
      pages.put("errors.md", ErrorsPage.of(plugins));
      pages.put("metrics.md", MetricsPage.of(plugins));
      return pages;
    }
  }

  static void write(Layout layout, Path scratch) throws IOException {
    Path docs = Files.createDirectories(layout.root().resolve("docs"));
    for (var page : print(layout, scratch).entrySet()) {
      Files.writeString(docs.resolve(page.getKey()), page.getValue());
    }
  }
}
