// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.resolvers.ClassResolver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.kafka.common.config.internals.AllowedPaths;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.junit.jupiter.api.Test;

/**
 * Our classes in the bundle use only what Kafka Connect has in the oldest supported release, except
 * where a newer worker offers metrics. They are compiled against the current one.
 */
class OldestApiIT {
  private static final String METRICS = "io.tributary.common.metrics.PublishedMetrics";

  @Test
  void noClassNeedsAnApiThatTheOldestReleaseDoesNotHave() {
    var newer =
        ours().stream().flatMap(OldestApiIT::accesses).filter(OldestApiIT::isMissing).toList();

    assertThat(newer)
        .as("what only %s may use, and only within its attempt", METRICS)
        .isNotEmpty()
        .allMatch(access -> access.getOriginOwner().getName().startsWith(METRICS))
        .allMatch(access -> access.getTarget().getFullName().matches(".*[pP]luginMetrics.*"));
  }

  @Test
  void noClassNamesATypeThatTheOldestReleaseDoesNotHave() {
    var oldest = new OldestRelease();

    var newer =
        ours().stream()
            .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
            .filter(used -> used.getTargetClass().getName().contains("org.apache.kafka"))
            .filter(used -> !oldest.has(used.getTargetClass().getBaseComponentType().getName()))
            .toList();

    assertThat(newer)
        .isNotEmpty()
        .allMatch(used -> used.getOriginClass().getName().startsWith(METRICS));
  }

  /** So docs/platforms/overview.md says of workers before 3.8. */
  @Test
  void theOldestReleaseCannotLimitWhichFilesAProviderReads() {
    assertThat(new OldestRelease().has(FileConfigProvider.class.getName())).isTrue();
    assertThat(new OldestRelease().has(AllowedPaths.class.getName())).isFalse();
  }

  private static JavaClasses ours() {
    var classes = new JavaClasses[1];
    ArchConfiguration.withThreadLocalScope(
        configuration -> {
          configuration.setClassResolver(OldestRelease.class);
          classes[0] =
              new ClassFileImporter()
                  .importJars(
                      jars(Stack.bundle())
                          .filter(jar -> jar.toString().contains("/connect"))
                          .map(OldestApiIT::jarFile)
                          .toList());
        });
    return classes[0];
  }

  private static Stream<JavaAccess<?>> accesses(JavaClass ours) {
    return ours.getAccessesFromSelf().stream();
  }

  /** Whether Kafka has neither this member nor, for instance, its class. */
  private static boolean isMissing(JavaAccess<?> access) {
    return isOfKafka(access.getTargetOwner()) && resolved(access.getTarget()).isEmpty();
  }

  private static boolean isOfKafka(JavaClass owner) {
    return Stream.concat(Stream.of(owner), owner.getAllRawSuperclasses().stream())
        .anyMatch(each -> each.getPackageName().startsWith("org.apache.kafka"));
  }

  private static Optional<?> resolved(AccessTarget target) {
    return target.resolveMember();
  }

  private static Stream<Path> jars(Path directory) {
    try (var files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".jar")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JarFile jarFile(Path jar) {
    try {
      return new JarFile(jar.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Finds classes that are not imported in the JDK and among the jars of the oldest release. */
  public static final class OldestRelease implements ClassResolver {
    private final ClassLoader classes =
        new URLClassLoader(
            jars(Release.libraries(Release.OLDEST.version()))
                .map(OldestRelease::url)
                .toArray(URL[]::new),
            ClassLoader.getPlatformClassLoader());

    private ClassUriImporter importer;

    @Override
    public void setClassUriImporter(ClassUriImporter classUriImporter) {
      importer = classUriImporter;
    }

    @Override
    public Optional<JavaClass> tryResolve(String typeName) {
      return file(typeName).flatMap(importer::tryImport);
    }

    boolean has(String typeName) {
      return file(typeName).isPresent();
    }

    private Optional<URI> file(String typeName) {
      var file = classes.getResource(typeName.replace('.', '/') + ".class");
      return Optional.ofNullable(file).map(URL::toString).map(URI::create);
    }

    private static URL url(Path jar) {
      try {
        return jar.toUri().toURL();
      } catch (MalformedURLException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
