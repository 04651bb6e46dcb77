// SPDX-License-Identifier: Apache-2.0
package io.tributary.common;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tributary.common.Sources.Source;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps common free of vendors, and vendors free of what common does for them. */
class HouseRulesTest {
  private static final int LONGEST_FILE = 250;

  private static final Pattern VENDOR =
      Pattern.compile(
          "(?i)" + vendors().map(vendor -> vendor.get()[1].toString()).collect(joining("|")));
  private static final String CONNECTOR = "SourceConnector.java";
  private static final int LARGEST_PACKAGE = 20;
  private static final Set<String> FOR_VENDORS =
      Set.of("vendor", "paging", "event", "config", "http", "http.oauth", "error");
  private static final Pattern COMMON_IMPORT =
      Pattern.compile("import (?:static )?io\\.tributary\\.common\\.([a-z.]+)\\.[A-Z]");
  private static final Pattern LOOP =
      Pattern.compile(
          "\\b(for|while|do)\\b\\s*[({]|\\.forEach\\w*\\(|Stream\\.(generate|iterate)\\(");
  private static final Pattern WAIT =
      Pattern.compile(
          "\\bThread\\b|\\bsleep\\b|\\bwait\\(|\\.await|\\bCompletableFuture\\b|\\bExecutor");
  private static final Pattern HTTP_CLIENT =
      Pattern.compile("okhttp3|java\\.net\\.http|HttpURLConnection|java\\.net\\.Socket");
  private static final Pattern JSON_READER =
      Pattern.compile(
          "\\b(ObjectMapper|JsonMapper|JsonFactory)(Builder)?\\s*(\\(|\\.\\s*builder\\b|::)");
  private static final Pattern STATUS = Pattern.compile("(?<![\\w.])[1-5]\\d\\d(?![\\w.])");
  private static final Pattern EXCEPTIONS =
      Pattern.compile("List<StatusRule> exceptions\\(\\) \\{.*?\\n  }", Pattern.DOTALL);

  /** The module of each vendor, and the name that its files begin with. */
  static Stream<Arguments> vendors() {
    return Sources.modules("connector-").stream()
        .flatMap(
            module ->
                new Sources(module)
                    .java().stream()
                        .map(Source::name)
                        .filter(file -> file.endsWith(CONNECTOR))
                        .map(file -> arguments(module, file.replace(CONNECTOR, ""))));
  }

  @Test
  void commonNamesNoVendor() {
    assertThat(new Sources("connect-common").files(""))
        .allSatisfy(
            source -> {
              assertThat(source.name()).doesNotContainPattern(VENDOR);
              assertThat(source.text()).as(source.name()).doesNotContainPattern(VENDOR);
            });
  }

  @ParameterizedTest
  @MethodSource("modules")
  void noFileIsLong(String module) {
    assertThat(new Sources(module).java())
        .allSatisfy(
            source ->
                assertThat(source.lines()).as(source.name()).isLessThanOrEqualTo(LONGEST_FILE));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void noPackageHasManyFilesAndEachExplainsItself(String module) {
    var packages =
        new Sources(module)
            .java().stream()
                .collect(groupingBy(Source::packageName, mapping(Source::name, toList())));

    assertThat(packages)
        .allSatisfy(
            (name, files) ->
                assertThat(files)
                    .as(name)
                    .hasSizeLessThanOrEqualTo(LARGEST_PACKAGE)
                    .contains("package-info.java"));
  }

  static List<String> modules() {
    return Sources.modules("");
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void aVendorHasTheSameFilesAsEveryOther(String module, String name) {
    assertThat(new Sources(module).java())
        .extracting(Source::name)
        .contains(name + ".java", name + "Config.java", name + CONNECTOR, name + "SourceTask.java")
        .filteredOn(file -> !file.equals("package-info.java"))
        .allMatch(file -> file.startsWith(name));
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void aVendorUsesOnlyThePackagesMadeForIt(String module, String name) {
    assertThat(new Sources(module).java())
        .filteredOn(file -> !file.name().matches(name + "Source(Connector|Task).java"))
        .allSatisfy(
            source -> assertThat(imports(source)).as(source.name()).isSubsetOf(FOR_VENDORS));
  }

  /** Readers that are configured apart disagree on which events they accept. */
  @ParameterizedTest
  @MethodSource("connectors")
  void jsonIsReadInOneWay(String module) {
    assertThat(new Sources(module).java())
        .filteredOn(source -> !source.packageName().equals("io.tributary.common.json"))
        .allSatisfy(
            source ->
                assertThat(source.code()).as(source.name()).doesNotContainPattern(JSON_READER));
  }

  static List<String> connectors() {
    return modules().stream().filter(name -> name.matches("connect-common|connector-.*")).toList();
  }

  private static List<String> imports(Source source) {
    return COMMON_IMPORT.matcher(source.text()).results().map(found -> found.group(1)).toList();
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void aVendorHasNoLoopNoWaitAndNoHttpClient(String module) {
    assertThat(withoutConfig(module))
        .allSatisfy(
            source -> {
              assertThat(source.code()).as(source.name()).doesNotContainPattern(LOOP);
              assertThat(source.code()).as(source.name()).doesNotContainPattern(WAIT);
            });
    assertThat(new Sources(module).java())
        .allSatisfy(
            source ->
                assertThat(source.text()).as(source.name()).doesNotContainPattern(HTTP_CLIENT));
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void aVendorNamesAStatusOnlyInItsOneTable(String module, String name) {
    assertThat(withoutConfig(module))
        .allSatisfy(
            source -> {
              var tables = EXCEPTIONS.matcher(source.text()).results().map(MatchResult::group);
              assertThat(tables)
                  .as("tables in " + source.name())
                  .hasSizeLessThanOrEqualTo(source.name().equals(name + ".java") ? 1 : 0);
              var rest = EXCEPTIONS.matcher(source.code()).replaceAll("");
              assertThat(rest).as(source.name()).doesNotContainPattern(STATUS);
            });
  }

  /** The scans above are worth nothing if they do not see what they look for. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "for (var a : b) {",
        "while(true) {",
        "do {",
        "list.forEach(this::send)",
        "Stream.iterate(0, i -> i + 1)"
      })
  void findsALoop(String code) {
    assertThat(code).containsPattern(LOOP);
  }

  @Test
  void findsAStatusAndAWait() {
    assertThat("if (status == 429) {").containsPattern(STATUS);
    assertThat("case 401, 403 ->").containsPattern(STATUS);
    assertThat("MAX = 1000; B = 999_999;").doesNotContainPattern(STATUS);
    assertThat("Thread.sleep(5)").containsPattern(WAIT);
    assertThat("new ObjectMapper()").containsPattern(JSON_READER);
    assertThat("new JsonFactoryBuilder()").containsPattern(JSON_READER);
    assertThat("JsonMapper\n  .builder()").containsPattern(JSON_READER);
    assertThat(new Source("A.java", "int a; // for (\n/* 404 */ \"while (\"").code())
        .doesNotContainPattern(LOOP)
        .doesNotContainPattern(STATUS);
  }

  private static List<Source> withoutConfig(String module) {
    return new Sources(module)
        .java().stream().filter(source -> !source.name().endsWith("Config.java")).toList();
  }
}
