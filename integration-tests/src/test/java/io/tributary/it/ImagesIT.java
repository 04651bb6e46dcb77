// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The images of docker/ take files that exist, as far as a test without Docker can check. */
class ImagesIT {
  private static final Path ROOT = DocPage.ROOT;
  private static final String QUICKSTART = "connect-quickstart/target/";
  private static final Pattern COPY = Pattern.compile("(?m)^COPY (\\S+) ");

  @Test
  void everyImageIsMadeOfAnExactOneAndDoesNotRunAsRoot() {
    assertThat(dockerfiles())
        .hasSize(3)
        .allSatisfy(
            file ->
                assertThat(file)
                    .containsPattern("(?m)^FROM " + ComposeIT.EXACT.pattern())
                    .containsPattern("(?s)\nUSER 1000:1000\n(?!.*\nUSER )"));
  }

  @Test
  void everythingThatAnImageTakesIsBuiltOrThere() {
    for (var copied : copiedByImages()) {
      assertThat(copied)
          .isNotEmpty()
          // Built after these tests. The next test checks it.
          .filteredOn(file -> !file.startsWith(QUICKSTART))
          .allSatisfy(file -> assertThat(matching(file)).isNotEmpty());
    }
  }

  /** The files that match a name with wildcards. */
  private static List<Path> matching(String name) {
    var matcher = FileSystems.getDefault().getPathMatcher("glob:" + name.replaceAll("/$", ""));
    try (var files = Files.walk(ROOT, 4)) {
      return files.filter(file -> matcher.matches(ROOT.relativize(file))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theImageOfTheFakesTakesWhatTheBuildOfTheQuickstartMakes() {
    var pom = text("connect-quickstart/pom.xml");
    var name = Pattern.compile("<finalName>(.*)</finalName>").matcher(pom);
    assertThat(name.find()).isTrue();

    assertThat(copiedByImages().stream().flatMap(List::stream))
        .filteredOn(file -> file.startsWith(QUICKSTART))
        .containsExactly(QUICKSTART + name.group(1) + ".jar", QUICKSTART + "lib/");
    assertThat(pom).contains("<outputDirectory>${project.build.directory}/lib</outputDirectory>");
  }

  @Test
  void dockerIgnoresNothingThatAnImageTakes() {
    var sent =
        text(".dockerignore")
            .lines()
            .filter(line -> line.startsWith("!"))
            .map(line -> FileSystems.getDefault().getPathMatcher("glob:" + line.substring(1)))
            .toList();

    assertThat(copiedByImages().stream().flatMap(List::stream).map(Path::of))
        .isNotEmpty()
        .allSatisfy(
            file ->
                assertThat(Stream.iterate(file, Objects::nonNull, Path::getParent))
                    .anyMatch(above -> sent.stream().anyMatch(each -> each.matches(above))));
  }

  private static List<List<String>> copiedByImages() {
    return dockerfiles().stream()
        .map(file -> COPY.matcher(file).results().map(match -> match.group(1)).toList())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"connect,/tributary/target/quickstart", "worker,/etc/kafka-connect/secrets"})
  void onlyTheWorkerLoadsTheExporterAndItOpensOnlyTheFilesThatItHasTo(String name, String files)
      throws IOException {
    var image = text("docker/" + name + "/Dockerfile");
    var command = image.lines().filter(line -> line.startsWith("CMD ")).findFirst().orElseThrow();
    assertThat(command)
        .contains("-javaagent:", "-Dorg.apache.kafka.automatic.config.providers=none");
    assertThat(image).doesNotContainPattern("(?m)^ENV ");
    var worker = new Properties();
    worker.load(new StringReader(text("docker/" + name + "/worker.properties")));
    assertThat(worker)
        .containsEntry("config.providers", "file,directory")
        .containsEntry("exactly.once.source.support", "enabled")
        .containsEntry("plugin.path", "/opt/tributary/plugins");
    assertThat(image).contains(" " + worker.getProperty("plugin.path") + "/\n");
    for (var provider : List.of("file", "directory")) {
      assertThat(worker.getProperty("config.providers." + provider + ".param.allowed.paths"))
          .isEqualTo(files);
    }
  }

  @Test
  void theImageOfTheWorkerAloneHasTheBundleAndNothingOfTheDemonstration() {
    assertThat(text("docker/worker/Dockerfile"))
        .contains(
            "COPY connect-bundle/",
            " /etc/kafka-connect/\n",
            "/etc/kafka-connect/worker.properties\"]")
        .doesNotContain("quickstart", "config-examples", "USER root");
    assertThat(text(".dockerignore")).contains("**/*.zip\n");
  }

  /** The Dockerfile of each image, of those in docker-compose.yml and of the worker alone. */
  private static List<String> dockerfiles() {
    try (var images = Files.newDirectoryStream(ROOT.resolve("docker"))) {
      return StreamSupport.stream(images.spliterator(), false)
          .map(image -> text("docker/" + image.getFileName() + "/Dockerfile"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
