// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.connect.rest.ConnectorPlugin;
import io.tributary.testkit.vendor.Vendors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The archives as Confluent Hub accepts and installs them. */
class ComponentArchivesIT {
  private static final int JAVA_17 = 61;
  private static final String VERSION = "io/tributary/common/version.properties";

  static List<Archive> archives() {
    return Stream.concat(Stack.connectors().stream(), Stream.of(Stack.BUNDLE))
        .map(Archive::of)
        .toList();
  }

  @Test
  void aWorkerFindsThePluginsByTheirManifestsAlone() {
    var plugins = Stack.rest().plugins();
    var expected = new ArrayList<>(List.of("io.tributary.devo.DevoSinkConnector sink"));
    Vendors.all().forEach(vendor -> expected.add(vendor.connectorClass() + " source"));

    assertThat(plugins)
        .filteredOn(plugin -> plugin.className().startsWith("io.tributary."))
        .extracting(plugin -> plugin.className() + " " + plugin.type())
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(plugins).extracting(ConnectorPlugin::version).doesNotContain("unknown", "undefined");
  }

  @ParameterizedTest
  @MethodSource("archives")
  void theManifestIsWhatTheHubAsksFor(Archive archive) {
    var manifest = archive.text("manifest.json");

    assertThat(Schema.MANIFEST.faults(manifest)).isEmpty();
    assertThat(Schema.MANIFEST.faults(manifest.replace("organization", "company"))).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("archives")
  void theManifestPromisesWhatTheConnectorKeeps(Archive archive) {
    var manifest = archive.json("manifest.json");
    var features = manifest.path("features");

    var sink = archive.name().contains("-devo-");
    var all = archive.name().contains("-bundle-");
    assertThat(texts(manifest.path("component_types")))
        .containsExactlyElementsOf(
            all ? List.of("source", "sink") : List.of(sink ? "sink" : "source"));
    assertThat(texts(features.path("delivery_guarantee")))
        .containsExactlyInAnyOrder(
            sink ? new String[] {"at_least_once"} : new String[] {"at_least_once", "exactly_once"});
    assertThat(manifest.path("requirements").path(0).asText())
        .contains("Kafka Connect " + Release.OLDEST.version() + " or later");
  }

  @ParameterizedTest
  @MethodSource("archives")
  void nameVersionAndDateAreTheSameEverywhere(Archive archive) {
    var manifest = archive.json("manifest.json");
    var version = text(manifest, "/version");
    var date = LocalDate.parse(text(manifest, "/release_date"));

    assertThat(archive.name())
        .isEqualTo(
            text(manifest, "/owner/username") + "-" + text(manifest, "/name") + "-" + version);
    assertThat(archive.directories()).containsExactly(archive.name());
    assertThat(archive.times()).containsExactly(date.atStartOfDay());
    assertThat(text(archive.json("doc/sbom.json"), "/metadata/timestamp"))
        .isEqualTo(date + "T00:00:00Z");
    var stamp = archive.jar("connect-common-" + version + ".jar").get(VERSION);
    assertThat(new String(stamp, StandardCharsets.UTF_8)).isEqualTo("version=" + version + "\n");
  }

  @ParameterizedTest
  @MethodSource("archives")
  void documentsAndLogosAreInside(Archive archive) {
    var manifest = archive.json("manifest.json");

    // The bundle has the settings of each connector.
    var settings = "^(?!common-)[a-z]+-(settings\\.md)";
    assertThat(archive.in("doc/").stream().map(page -> page.replaceAll(settings, "$1")).distinct())
        .containsExactlyInAnyOrder(
            "README.md",
            "settings.md",
            "common-settings.md",
            "errors.md",
            "LICENSE",
            "NOTICE",
            "CHANGELOG.md",
            "THIRD-PARTY.txt",
            "sbom.json");
    assertThat(archive.files().values()).noneMatch(file -> file.length == 0);
    // The hub requires at least this size.
    assertThat(Stream.of("/logo", "/owner/logo").map(logo -> text(manifest, logo)))
        .allSatisfy(
            logo -> assertThat(archive.text(logo)).contains("width=\"400\" height=\"200\""));
  }

  @ParameterizedTest
  @MethodSource("archives")
  void everyLinkLeadsToAFileOfTheArchiveOrOfTheProject(Archive archive) throws IOException {
    var inside = new TreeSet<String>();
    for (var page : archive.in("doc/")) {
      for (var link : Markdown.parse(archive.text("doc/" + page)).links()) {
        var ours = link.startsWith(Archive.SITE);
        if (ours || !link.contains(":")) {
          var target = link.replace(Archive.SITE, "").split("#", 2);
          var path = Path.of("doc").resolve(target[0]).normalize().toString();
          assertThat(ours ? Files.exists(DocPage.ROOT.resolve(target[0])) : archive.has(path))
              .as("%s in %s", link, page)
              .isTrue();
          var text = ours ? Files.readString(DocPage.ROOT.resolve(target[0])) : archive.text(path);
          assertThat(Markdown.parse(text).anchors())
              .as("%s in %s", link, page)
              .containsAll(List.of(target).subList(1, target.length));
          inside.add(ours ? "" : path);
        }
      }
    }
    assertThat(inside).contains("doc/common-settings.md", "doc/errors.md");
    assertThat(archive.in("doc/")).anyMatch(page -> page.matches("(?!common-).*settings\\.md"));
  }

  @ParameterizedTest
  @MethodSource("archives")
  void theExamplesAreForWhatIsInside(Archive archive) {
    var classes = archive.classes().stream().map(Map.Entry::getKey).toList();

    assertThat(archive.in("etc/"))
        .isNotEmpty()
        .allSatisfy(
            file -> {
              var connector = text(archive.json("etc/" + file), "/config/connector.class");
              assertThat(classes).as(file).contains(connector.replace('.', '/') + ".class");
            });
  }

  @ParameterizedTest
  @MethodSource("archives")
  void theBillOfMaterialsIsCycloneDx(Archive archive) {
    var sbom = archive.text("doc/sbom.json");

    assertThat(Schema.CYCLONE_DX.faults(sbom)).isEmpty();
    assertThat(Schema.CYCLONE_DX.faults(sbom.replace("\"Apache-2.0\"", "\"Patchy\""))).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("archives")
  void theBillOfMaterialsListsEachLibraryWithItsLicence(Archive archive) {
    var sbom = archive.json("doc/sbom.json");
    var components = Stream.concat(Stream.of(sbom.at("/metadata/component")), each(sbom)).toList();

    assertThat(text(sbom, "/bomFormat") + text(sbom, "/specVersion")).isEqualTo("CycloneDX1.6");
    assertThat(components)
        .extracting(of -> text(of, "/name") + "-" + text(of, "/version") + ".jar")
        .containsExactlyInAnyOrderElementsOf(archive.in("lib/"));
    assertThat(components)
        .allSatisfy(
            component ->
                assertThat(component.path("licenses").findValuesAsText("id"))
                    .as(text(component, "/purl"))
                    .isNotEmpty()
                    .isSubsetOf("Apache-2.0", "MIT", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0"));
    assertThat(each(sbom).filter(component -> !text(component, "/group").equals("io.tributary")))
        .allSatisfy(
            component ->
                assertThat(archive.text("doc/THIRD-PARTY.txt"))
                    .contains(
                        "(%s:%s:%s - "
                            .formatted(
                                text(component, "/group"),
                                text(component, "/name"),
                                text(component, "/version"))));
  }

  @ParameterizedTest
  @MethodSource("archives")
  void theBillOfMaterialsHasTheHashOfEachLibraryAndSaysWhatUsesIt(Archive archive) {
    var sbom = archive.json("doc/sbom.json");

    assertThat(each(sbom))
        .isNotEmpty()
        .allSatisfy(
            component -> {
              var jar = text(component, "/name") + "-" + text(component, "/version") + ".jar";
              assertThat(text(component, "/hashes/0/alg")).isEqualTo("SHA-256");
              assertThat(text(component, "/hashes/0/content"))
                  .as(jar)
                  .isEqualTo(sha256(archive.files().get("lib/" + jar)));
            });
    assertThat(reached(sbom, text(sbom, "/metadata/component/bom-ref")))
        .isEqualTo(each(sbom).map(each -> text(each, "/bom-ref")).collect(Collectors.toSet()));
  }

  private static String sha256(byte[] bytes) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  /** All libraries that a component needs, according to the graph. */
  private static Set<String> reached(JsonNode sbom, String from) {
    var found = new TreeSet<String>();
    for (var node : sbom.path("dependencies")) {
      if (text(node, "/ref").equals(from)) {
        for (var each : texts(node.path("dependsOn"))) {
          found.add(each);
          found.addAll(reached(sbom, each));
        }
      }
    }
    return found;
  }

  @Test
  void theJarOfTheToolHasItsBillOfMaterialsLicencesAndNotices() throws IOException {
    var tool = Stack.connectors().get(0).resolve("../connect-tool/target/tributary-tool.jar");
    try (var jar = new JarFile(tool.normalize().toFile())) {
      var sbom = text(jar, "META-INF/tributary/sbom.json");
      assertThat(Schema.CYCLONE_DX.faults(sbom)).isEmpty();
      assertThat(sbom).contains("pkg:maven/io.tributary/connect-tool@", "\"picocli\"", "SHA-256");
      assertThat(sbom).doesNotContain("${").contains("\"MIT\"");
      assertThat(text(jar, "META-INF/tributary/NOTICE"))
          .contains("Public Suffix List", "https://mozilla.org/MPL/2.0/", "QOS.ch");
      assertThat(text(jar, "META-INF/tributary/LICENSE")).contains("Apache License");
      assertThat(text(jar, "META-INF/tributary/THIRD-PARTY.txt")).contains("info.picocli");
      assertThat(text(jar, "META-INF/NOTICE")).contains("Jackson");
      assertThat(jar.getEntry("META-INF/FastDoubleParser-LICENSE")).isNotNull();
    }
  }

  private static String text(JarFile jar, String name) throws IOException {
    try (var in = jar.getInputStream(jar.getEntry(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @MethodSource("archives")
  void noClassIsThereTwiceOrProvidedByConnect(Archive archive) {
    var classes = archive.classes().stream().map(Map.Entry::getKey).toList();

    assertThat(classes)
        .contains("io/tributary/common/Version.class", "okhttp3/OkHttpClient.class")
        .doesNotHaveDuplicates()
        .noneMatch(file -> file.matches("(META-INF/versions/\\d+/)?org/(apache|slf4j|junit)/.*"))
        .noneMatch(file -> file.matches("io/tributary/(testkit|\\w+/fixture)/.*"));
  }

  @ParameterizedTest
  @MethodSource("archives")
  void everyClassRunsOnJava17(Archive archive) {
    var newer = "META-INF/versions/(1[89]|[2-9]\\d)/.*";

    assertThat(archive.classes())
        .filteredOn(file -> !file.getKey().matches(newer))
        .allSatisfy(
            file ->
                assertThat(file.getValue()[7])
                    .as(file.getKey())
                    .isLessThanOrEqualTo((byte) JAVA_17));
  }

  private static Stream<JsonNode> each(JsonNode sbom) {
    return StreamSupport.stream(sbom.path("components").spliterator(), false);
  }

  private static String text(JsonNode json, String pointer) {
    return json.at(pointer).asText();
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
