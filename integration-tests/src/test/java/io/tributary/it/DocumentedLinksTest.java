// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every link of a page, an alert and a dashboard leads somewhere, and every example is in the
 * index.
 */
class DocumentedLinksTest {
  /** Lower bounds. If a parser found nothing, no test would fail. */
  private static final int LEAST_LINKS = 150;

  private static final int LEAST_ANCHORS = 20;

  private static final Pattern OURS =
      Pattern.compile(Pattern.quote(Archive.SITE) + "([^\\s#)\"']+)#?([\\w.-]*)");

  private final Map<Path, List<String>> anchors = new HashMap<>();

  @Test
  void everyLinkOfAPageLeadsSomewhere() throws IOException {
    var checked = 0;
    for (var page : pages()) {
      for (var link : Markdown.parse(Files.readString(page)).links()) {
        if (!link.contains(":")) {
          var parts = link.split("#", 2);
          var target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
          assertLeadsTo(target, parts.length > 1 ? parts[1] : "", link + " in " + page);
          checked++;
        }
      }
    }
    assertThat(checked).isGreaterThan(LEAST_LINKS);
  }

  @Test
  void everyAddressOfAPageInMonitoringLeadsToIt() throws IOException {
    var checked = 0;
    for (var file : files("monitoring", ".*\\.(yml|json)")) {
      var links = OURS.matcher(Files.readString(file));
      while (links.find()) {
        assertLeadsTo(DocPage.ROOT.resolve(links.group(1)), links.group(2), links.group());
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(LEAST_ANCHORS);
  }

  @Test
  void everySettingAndEveryErrorHasAnAnchorOfItsOwn() throws IOException {
    assertThat(anchors(DocPage.ROOT.resolve("docs/errors.md")))
        .contains("apierror-401", "setuperror-707", "sinkerror-606", "initvariableserror-100")
        .doesNotHaveDuplicates();
    assertThat(anchors(DocPage.ROOT.resolve("docs/settings.md")))
        .contains("ssl.truststore.location")
        .doesNotHaveDuplicates();
    for (var page : files(".", ".*/connector-\\w+/docs/settings\\.md")) {
      assertThat(anchors(page))
          .contains("trouble.patience.ms", "connection.check.enabled")
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void eachExampleIsNamedByItsConnectorOrTheIndex() throws IOException {
    var named = new TreeSet<Path>();
    for (var page : files(".", ".*/(docs/deploy|connector-[a-z]+/README)\\.md")) {
      Markdown.parse(Files.readString(page)).links().stream()
          .filter(link -> link.endsWith(".json"))
          .map(link -> page.resolveSibling(link).normalize())
          .forEach(named::add);
    }

    assertThat(named)
        .containsExactlyInAnyOrderElementsOf(
            files(".", ".*connector-.*/config-examples/.*\\.json"));
  }

  private void assertLeadsTo(Path target, String anchor, String link) throws IOException {
    assertThat(target).as(link).exists();
    if (!anchor.isEmpty()) {
      assertThat(anchors(target)).as(link).contains(anchor);
    }
  }

  private List<String> anchors(Path page) throws IOException {
    var known = anchors.get(page.normalize());
    if (known == null) {
      known = Markdown.parse(Files.readString(page)).anchors();
      anchors.put(page.normalize(), known);
    }
    return known;
  }

  private static List<Path> pages() throws IOException {
    var pages = new ArrayList<Path>();
    DocPage.all().forEach(page -> pages.add(DocPage.ROOT.resolve(page.toString())));
    Stream.of("CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")
        .forEach(page -> pages.add(DocPage.ROOT.resolve(page)));
    return pages;
  }

  private static List<Path> files(String directory, String pattern) throws IOException {
    try (var files = Files.walk(DocPage.ROOT.resolve(directory).normalize())) {
      return files
          .filter(file -> file.toString().matches(pattern))
          .filter(file -> !file.toString().contains("/target/"))
          .toList();
    }
  }
}
