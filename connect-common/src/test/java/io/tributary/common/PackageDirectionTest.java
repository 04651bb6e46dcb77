// SPDX-License-Identifier: Apache-2.0
package io.tributary.common;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tributary.common.error.ConnectorLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which package uses which: the plan of connect-common, lowest floor first. */
class PackageDirectionTest {
  private static final String ROOT = "io.tributary.common";

  private static final Map<String, Set<String>> ARROWS = arrows();

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  private static Map<String, Set<String>> arrows() {
    var arrows = new LinkedHashMap<String, Set<String>>();
    arrows.put("error", Set.of());
    arrows.put("json", Set.of());
    arrows.put("metrics", Set.of("error"));
    arrows.put("obfuscation", Set.of("error", "json"));
    arrows.put("pace", Set.of("error"));
    arrows.put("http", Set.of("error", "json", "metrics", "pace"));
    arrows.put("http.oauth", Set.of("error", "json", "http"));
    arrows.put("config", Set.of("error", "json", "obfuscation", "pace", "http", "http.oauth"));
    arrows.put("event", Set.of("error", "json", "http", "config"));
    arrows.put("vendor", Set.of("error", "json", "http", "config", "event"));
    arrows.put("paging", Set.of("error", "event", "vendor"));
    arrows.put("checkpoint", Set.of("error", "json", "event"));
    arrows.put("record", Set.of("error", "json", "metrics", "obfuscation", "config", "event"));
    arrows.put("buffer", Set.of("event", "vendor", "checkpoint"));
    arrows.put("window", Set.of("pace", "event", "vendor", "checkpoint"));
    arrows.put("coverage", Set.of("json", "event", "vendor", "checkpoint"));
    arrows.put(
        "engine",
        Set.of(
            "coverage",
            "error",
            "json",
            "metrics",
            "pace",
            "event",
            "vendor",
            "paging",
            "checkpoint",
            "record",
            "buffer",
            "window"));
    arrows.put(
        "connect",
        Set.of(
            "coverage",
            "error",
            "json",
            "metrics",
            "pace",
            "http",
            "config",
            "event",
            "vendor",
            "checkpoint",
            "record",
            "window",
            "engine"));
    return arrows;
  }

  @Test
  void nothingReachesTheLogButThroughTheGate() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(ConnectorLog.class.getName())
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.slf4j..")
        .check(MAIN);
  }

  @ParameterizedTest
  @MethodSource("packages")
  void aPackageUsesWhatThePlanSaysAndNothingElse(String name) {
    var used =
        MAIN.stream()
            .filter(type -> nameOf(type).equals(name))
            .flatMap(type -> usedBy(type, name).stream())
            .collect(toCollection(TreeSet::new));

    assertThat(used).isEqualTo(ARROWS.get(name));
  }

  @Test
  void thePlanHasEveryPackage() {
    assertThat(MAIN.stream().map(PackageDirectionTest::nameOf).filter(name -> !name.isEmpty()))
        .isSubsetOf(ARROWS.keySet());
  }

  static Set<String> packages() {
    return ARROWS.keySet();
  }

  @Test
  void theArrowsOfThePlanPointDownwards() {
    List<String> lower = new ArrayList<>();
    ARROWS.forEach(
        (name, used) -> {
          assertThat(lower).as(name).containsAll(used);
          lower.add(name);
        });
  }

  @Test
  void nothingSleepsOrWaitsOnAMonitor() {
    noClasses().should().callMethod(Thread.class, "sleep", long.class).check(MAIN);
    noClasses().should().callMethod(Object.class, "wait").check(MAIN);
    noClasses().should().callMethod(Object.class, "wait", long.class).check(MAIN);
  }

  /** Any package may use the classes of the root. */
  private static Set<String> usedBy(JavaClass type, String from) {
    return type.getDirectDependenciesFromSelf().stream()
        .map(Dependency::getTargetClass)
        .filter(used -> used.getPackageName().startsWith(ROOT))
        .map(PackageDirectionTest::nameOf)
        .filter(name -> !name.isEmpty() && !name.equals(from))
        .collect(toCollection(TreeSet::new));
  }

  private static String nameOf(JavaClass type) {
    var name = type.getPackageName();
    return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
  }
}
