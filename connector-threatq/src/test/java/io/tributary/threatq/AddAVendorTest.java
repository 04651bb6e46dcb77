// SPDX-License-Identifier: Apache-2.0
package io.tributary.threatq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Follows docs/add-a-vendor.md exactly. */
class AddAVendorTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern FILE =
      Pattern.compile(
          "^`(\\S+/\\S+)`\\n\\n```\\w*\\n(.*?\\n)```$", Pattern.MULTILINE | Pattern.DOTALL);

  /** Files that are not sources: build results, Git's own files, and editor settings. */
  private static final Pattern GENERATED =
      Pattern.compile("(^|/)(target|\\.git|\\.idea|\\.vscode)(/|$)");

  private static final Pattern COMMANDS =
      Pattern.compile("^```sh\\n(.*?\\n)```$", Pattern.MULTILINE | Pattern.DOTALL);

  @TempDir private Path checkout;
  private String page;
  private final List<Path> files = new ArrayList<>();

  @BeforeEach
  void writeTheFilesOfThePage() throws IOException {
    page = Files.readString(ROOT.resolve("docs/add-a-vendor.md"));
    for (var file : FILE.matcher(page).results().toList()) {
      files.add(write(file.group(1), file.group(2)));
    }
  }

  @Test
  void whatItShowsCompilesWithoutAWarningAndKeepsTheContracts() throws Exception {
    var classes = compiled();
    copy("connector-acme/src/main/resources", classes);
    copy("connector-acme/src/test/resources", classes);

    var summary = run(classes);

    assertThat(summary.getFailures())
        .extracting(failed -> failed.getTestIdentifier().getDisplayName() + failed.getException())
        .isEmpty();
    assertThat(summary.getTestsSucceededCount()).isGreaterThan(80);
  }

  @Test
  void itHasTheFilesOfEveryVendor() {
    assertThat(files)
        .extracting(file -> file.getFileName().toString())
        .contains(
            "Acme.java",
            "AcmeConfig.java",
            "AcmeEvents.java",
            "AcmeSourceConnector.java",
            "AcmeSourceTask.java",
            "AcmeFixture.java",
            "org.apache.kafka.connect.source.SourceConnector");
  }

  @Test
  void itsCommandsMakeAModule() throws Exception {
    runTheCommands();

    assertThat(Files.readString(checkout.resolve("pom.xml")))
        .contains("    <module>connector-acme</module>\n");
    assertThat(count("<artifactId>connector-acme</artifactId>", "pom.xml"))
        .isPositive()
        .isEqualTo(count("<artifactId>connector-cloudsek</artifactId>", "pom.xml"));
    assertThat(Files.readString(checkout.resolve("README.md"))).contains("| [Acme source](");
    assertThat(Files.readString(checkout.resolve("connector-acme/pom.xml")))
        .contains("<artifactId>connector-acme</artifactId>", "<component.name>acme<", "Acme source")
        .doesNotContainIgnoringCase("cloudsek");
  }

  @Test
  void itTouchesAtMostThreeFilesOutsideItsFolder() throws Exception {
    runTheCommands();

    assertThat(changedOutside("connector-acme"))
        .containsExactlyInAnyOrder("pom.xml", "README.md", "config-examples/quickstart/acme.json")
        .hasSizeLessThanOrEqualTo(3);
  }

  /** This vendor is the page's example. The documentation uses the others as examples too. */
  @Test
  void thisVendorIsNamedInThreeFilesOutsideItsFolderAndTheChangelog() throws IOException {
    var folder = Path.of("").toAbsolutePath().getFileName().toString();
    var name = folder.replace("connector-", "");

    try (var files = Files.walk(ROOT)) {
      var naming =
          files
              .filter(Files::isRegularFile)
              .map(ROOT::relativize)
              .filter(file -> !GENERATED.matcher(file.toString()).find())
              .filter(file -> !file.startsWith(folder))
              .filter(file -> read(ROOT, file).toLowerCase(Locale.ROOT).contains(name))
              .map(Path::toString);

      assertThat(naming)
          .containsExactlyInAnyOrder(
              "pom.xml",
              "README.md",
              "config-examples/quickstart/" + name + ".json",
              "CHANGELOG.md");
    }
  }

  @Test
  void whatItNamesIsThere() throws IOException {
    var names =
        Pattern.compile("`([A-Z][a-z]\\w+)(?:\\.\\w+(?:\\(\\))?)?`").matcher(page).results();
    var known = new ArrayList<String>();
    try (var sources = Files.walk(ROOT)) {
      sources
          .filter(
              file -> file.toString().endsWith(".java") && !file.toString().contains("/target/"))
          .forEach(file -> known.add(file.getFileName().toString().replace(".java", "")));
    }

    assertThat(names.map(name -> name.group(1)))
        .contains("Pagination", "HouseRulesTest")
        .isSubsetOf(known);
  }

  /** Runs all commands of the page on the necessary files of a checkout. */
  private void runTheCommands() throws Exception {
    for (var file : List.of("pom.xml", "README.md", "connector-cloudsek/pom.xml")) {
      write(file, Files.readString(ROOT.resolve(file)));
    }
    for (var commands : COMMANDS.matcher(page).results().toList()) {
      var shell = new ProcessBuilder("sh", "-ec", commands.group(1)).directory(checkout.toFile());
      assertThat(shell.inheritIO().start().waitFor()).as(commands.group(1)).isZero();
    }
  }

  /** The changed files of the checkout, except those of one folder. */
  private List<String> changedOutside(String folder) throws IOException {
    try (var tree = Files.walk(checkout)) {
      return tree.filter(Files::isRegularFile)
          .map(checkout::relativize)
          .filter(file -> !file.startsWith(folder))
          .filter(file -> !read(checkout, file).equals(read(ROOT, file)))
          .map(Path::toString)
          .toList();
    }
  }

  private int count(String text, String file) {
    return read(checkout, Path.of(file)).split(Pattern.quote(text), -1).length - 1;
  }

  /** The file in a directory. Empty if it does not exist. */
  private static String read(Path directory, Path file) {
    try {
      var found = directory.resolve(file);
      return Files.exists(found) ? Files.readString(found, StandardCharsets.ISO_8859_1) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path compiled() throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var classes = Files.createDirectories(checkout.resolve("classes"));
    var options =
        List.of(
            "-d",
            classes.toString(),
            "-cp",
            classPath(),
            "-Xlint:all,-processing,-classfile,-serial",
            "-Werror",
            "--release",
            "17");
    var said = new StringWriter();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      var sources =
          manager.getJavaFileObjectsFromPaths(
              files.stream().filter(file -> file.toString().endsWith(".java")).toList());
      var done = compiler.getTask(said, manager, null, options, null, sources).call();
      assertThat(done).as(said.toString()).isTrue();
    }
    return classes;
  }

  private static TestExecutionSummary run(Path classes) throws IOException {
    var before = Thread.currentThread().getContextClassLoader();
    try (var loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, before)) {
      Thread.currentThread().setContextClassLoader(loader);
      var request =
          LauncherDiscoveryRequestBuilder.request()
              .selectors(selectClasspathRoots(Set.of(classes)))
              .filters(includeClassNamePatterns(".*Test"))
              .build();
      var listener = new SummaryGeneratingListener();
      LauncherFactory.create().execute(request, listener);
      return listener.getSummary();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  /** Surefire may put the whole class path into the manifest of one jar. */
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private void copy(String from, Path to) throws IOException {
    var source = checkout.resolve(from);
    try (Stream<Path> tree = Files.walk(source)) {
      for (var file : tree.filter(Files::isRegularFile).toList()) {
        var target = to.resolve(source.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  private Path write(String name, String text) throws IOException {
    var file = checkout.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
