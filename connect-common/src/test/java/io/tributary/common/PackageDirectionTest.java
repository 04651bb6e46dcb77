package io.tributary.common;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Packages point one way, in the order of {@link #LOWEST_FIRST}. */
class PackageDirectionTest {
  private static final List<String> LOWEST_FIRST =
      List.of(
          "error",
          "json",
          "metrics",
          "obfuscation",
          "pace",
          "http",
          "config",
          "event",
          "vendor",
          "paging",
          "checkpoint",
          "record",
          "engine",
          "connect");

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tributary.common");

  @ParameterizedTest(name = "{0} does not use {1}")
  @MethodSource("packagesAndThoseAboveThem")
  void usesNothingAboveIt(String lower, String higher) {
    noClasses()
        .that()
        .resideInAPackage(packageOf(lower))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(packageOf(higher))
        .check(MAIN);
  }

  @Test
  void hasNoCycle() {
    slices().matching("io.tributary.common.(*)..").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void hasNoOtherPackage() {
    var found = MAIN.stream().map(type -> type.getPackageName()).distinct().toList();

    assertThat(found)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Stream.of("io.tributary.common"),
                    Stream.concat(LOWEST_FIRST.stream(), Stream.of("http.oauth"))
                        .map(name -> "io.tributary.common." + name))
                .toList());
  }

  @Test
  void nothingSleepsOrWaitsOnAMonitor() {
    noClasses().should().callMethod(Thread.class, "sleep", long.class).check(MAIN);
    noClasses().should().callMethod(Object.class, "wait").check(MAIN);
    noClasses().should().callMethod(Object.class, "wait", long.class).check(MAIN);
  }

  static Stream<Arguments> packagesAndThoseAboveThem() {
    return IntStream.range(0, LOWEST_FIRST.size())
        .boxed()
        .flatMap(
            low ->
                LOWEST_FIRST.subList(low + 1, LOWEST_FIRST.size()).stream()
                    .map(high -> arguments(LOWEST_FIRST.get(low), high)));
  }

  private static String packageOf(String name) {
    return "io.tributary.common." + name + "..";
  }
}
