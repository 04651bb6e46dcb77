// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the pages of a connector's archive. Their links lead to files of the archive where these are in
 * it, and otherwise to the project's site. The build runs it. It accepts a link that leads nowhere, because the
 * pages with settings and errors are generated from the archives.
 */
final class ArchiveDocs {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s:]+)(#[^)\\s]*)?\\)");

  private ArchiveDocs() {}

  /** The directory of the connector, the address of the project, and the directory to write to. */
  public static void main(String[] args) throws IOException {
    var connector = Path.of(args[0]).toAbsolutePath().normalize();
    var root = connector.getParent();
    var pages = new LinkedHashMap<Path, String>();
    pages.put(connector.resolve("README.md"), "README.md");
    if (Files.exists(connector.resolve("docs/settings.md"))) {
      pages.put(connector.resolve("docs/settings.md"), "settings.md");
    } else {
      ofConnectors(root, pages);
    }
    pages.put(root.resolve("docs/settings.md"), "common-settings.md");
    pages.put(root.resolve("docs/errors.md"), "errors.md");
    pages.put(root.resolve("CHANGELOG.md"), "CHANGELOG.md");
    var directory = Files.createDirectories(Path.of(args[2]));
    for (var page : pages.entrySet()) {
      var links = LINK.matcher(Files.readString(page.getKey()));
      var text =
          links.replaceAll(
              link -> {
                var target = page.getKey().resolveSibling(link.group(1)).normalize();
                var anchor = link.group(2) == null ? "" : link.group(2);
                var there = place(target, connector, pages, args[1] + "/blob/main/");
                return Matcher.quoteReplacement("](" + there + anchor + ")");
              });
      Files.writeString(directory.resolve(page.getValue()), text);
    }
  }

  /** The bundle has the pages of all connectors. */
  private static void ofConnectors(Path root, Map<Path, String> pages) throws IOException {
    try (var modules = Files.newDirectoryStream(root, "connector-*")) {
      for (var module : modules) {
        var settings = module.resolve("docs/settings.md");
        if (Files.exists(settings)) {
          pages.put(settings, module.getFileName().toString().replace("connector-", "") + "-settings.md");
        }
      }
    }
  }

  private static String place(Path target, Path connector, Map<Path, String> pages, String site) {
    var examples = connector.resolve("config-examples");
    if (target.startsWith(examples)) {
      return "../etc/" + examples.relativize(target);
    }
    return pages.getOrDefault(target, site + connector.getParent().relativize(target));
  }
}
