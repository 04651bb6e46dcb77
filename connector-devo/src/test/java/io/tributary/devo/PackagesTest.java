// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The packages of the sink and the arrows between them. */
class PackagesTest {
  private static final String ROOT = "io.tributary.";

  /** Each package with the packages of this project that it uses, lowest first. */
  private static final Map<String, Set<String>> ARROWS =
      Map.of(
          "devo.error", Set.of("common.error"),
          "devo.config",
              Set.of("common", "common.config", "common.error", "common.http", "common.pace"),
          "devo.message",
              Set.of("devo.config", "devo.error", "common.config", "common.error", "common.json"),
          "devo.statistics",
              Set.of("devo.config", "devo.message", "common", "common.error", "common.metrics"),
          "devo.delivery",
              Set.of(
                  "devo.config",
                  "devo.error",
                  "devo.message",
                  "devo.statistics",
                  "common.error",
                  "common.metrics",
                  "common.pace"),
          "devo.socket",
              Set.of(
                  "devo.config",
                  "devo.error",
                  "devo.message",
                  "devo.delivery",
                  "common.error",
                  "common.http"),
          "devo.syslog", Set.of("devo.config", "devo.message", "devo.socket", "common.http"),
          "devo.relp",
              Set.of(
                  "devo.config",
                  "devo.message",
                  "devo.socket",
                  "common",
                  "common.error",
                  "common.http"),
          "devo.http",
              Set.of(
                  "devo.config",
                  "devo.error",
                  "devo.message",
                  "devo.delivery",
                  "common",
                  "common.error",
                  "common.http",
                  "common.pace"),
          "devo",
              Set.of(
                  "devo.config",
                  "devo.error",
                  "devo.message",
                  "devo.statistics",
                  "devo.delivery",
                  "devo.socket",
                  "devo.syslog",
                  "devo.relp",
                  "devo.http",
                  "common",
                  "common.config",
                  "common.error",
                  "common.http"));

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tributary.devo");

  @Test
  void nothingReachesTheLogButThroughTheGate() {
    ArchRuleDefinition.noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.slf4j..")
        .check(MAIN);
  }

  @Test
  void useExactlyTheListedPackages() {
    var arrows =
        MAIN.stream()
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .filter(PackagesTest::leadsToAnotherPackage)
            .collect(
                groupingBy(
                    arrow -> name(arrow.getOriginClass()),
                    TreeMap::new,
                    mapping(arrow -> name(arrow.getTargetClass()), toSet())));

    assertThat(arrows).containsExactlyInAnyOrderEntriesOf(ARROWS);
  }

  @Test
  void thereIsNoOtherPackage() {
    assertThat(MAIN.stream().map(PackagesTest::name))
        .containsOnly(ARROWS.keySet().toArray(String[]::new));
  }

  @Test
  void haveNoCycle() {
    SlicesRuleDefinition.slices()
        .matching("io.tributary.devo.(*)")
        .should()
        .beFreeOfCycles()
        .check(MAIN);
  }

  private static boolean leadsToAnotherPackage(Dependency arrow) {
    var target = arrow.getTargetClass().getBaseComponentType();
    return target.getPackageName().startsWith(ROOT)
        && !name(target).equals(name(arrow.getOriginClass()));
  }

  private static String name(JavaClass type) {
    var name = type.getBaseComponentType().getPackageName();
    return name.startsWith(ROOT) ? name.substring(ROOT.length()) : name;
  }
}
