// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Dependencies between the packages of the tool point in one direction. */
class ToolPackagesTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tributary.tool");

  @Test
  void pointOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("commands")
        .definedBy("io.tributary.tool")
        .layer("migrate")
        .definedBy("io.tributary.tool.migrate")
        .layer("connector")
        .definedBy("io.tributary.tool.connector")
        .layer("offsets")
        .definedBy("io.tributary.tool.offsets")
        .layer("coverage")
        .definedBy("io.tributary.tool.coverage")
        .layer("io")
        .definedBy("io.tributary.tool.io")
        .whereLayer("commands")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("migrate")
        .mayOnlyBeAccessedByLayers("commands")
        .whereLayer("offsets")
        .mayOnlyBeAccessedByLayers("commands")
        .whereLayer("coverage")
        .mayOnlyBeAccessedByLayers("commands")
        .whereLayer("connector")
        .mayOnlyBeAccessedByLayers("commands", "migrate")
        .whereLayer("io")
        .mayOnlyBeAccessedByLayers("commands", "migrate", "offsets", "coverage", "connector")
        .ensureAllClassesAreContainedInArchitecture()
        .check(MAIN);
  }
}
