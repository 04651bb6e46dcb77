// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.tool.connector.BundledConnectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/from-devo-collector.md} says what the tool does. */
class CollectorPageTest {
  private static final Pattern SETTING = Pattern.compile("`([a-z]+(?:\\.[a-z]+)+)`");

  /** A name with an underscore in quotes. */
  private static final Pattern MEMBER = Pattern.compile("\"([a-z]+(?:_[a-z]+)+)\"");

  @Test
  void namesOnlySettingsThatExist() throws IOException {
    var named = new HashSet<String>();
    for (var row : rows()) {
      SETTING.matcher(row.get(1)).results().map(MatchResult::group).forEach(named::add);
    }

    assertThat(named)
        .hasSizeGreaterThan(15)
        .allSatisfy(setting -> assertThat(known()).contains(setting.replace("`", "")));
  }

  @Test
  void namesEverySettingOfACollectorThatIsCarriedOver() throws IOException {
    var page = new StringBuilder();
    rows().forEach(row -> page.append(row.get(0)));
    var read = new HashSet<String>();
    for (var vendor : CollectorVendor.all()) {
      read.addAll(vendor.collector().credentials().keySet());
      vendor.collector().logins().forEach(login -> read.addAll(login.credentials().keySet()));
    }
    for (var file : List.of("SourceMapping", "SinkMapping", "RequestLimits")) {
      var code =
          Files.readString(Path.of("src/main/java/io/tributary/tool/migrate", file + ".java"));
      MEMBER.matcher(code).results().map(member -> member.group(1)).forEach(read::add);
    }
    read.removeAll(List.of("number_of_requests", "verify_host_ssl_cert", "read_committed"));

    assertThat(read).hasSizeGreaterThan(15).allSatisfy(member -> assertThat(page).contains(member));
  }

  private static Set<String> known() {
    var known = new HashSet<String>();
    for (var connector : BundledConnectors.all()) {
      known.addAll(connector.config().names());
    }
    return known;
  }

  /** Both cells of each row of the table of settings. */
  private static List<List<String>> rows() throws IOException {
    var page = Files.readString(Path.of("..", "docs", "from-devo-collector.md"));
    var table = page.split("\n\\| Collector \\| Connector \\|\n", 2)[1].split("\n\n", 2)[0];
    return table.lines().skip(1).map(row -> List.of(row.substring(2).split(" \\| ", 2))).toList();
  }
}
