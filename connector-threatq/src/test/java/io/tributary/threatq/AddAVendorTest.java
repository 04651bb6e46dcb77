package io.tributary.threatq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

/** Follows docs/add-a-vendor.md to the letter. */
class AddAVendorTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern FILE =
      Pattern.compile(
          "^`(connector-acme/\\S+)`\\n\\n```\\w*\\n(.*?\\n)```$",
          Pattern.MULTILINE | Pattern.DOTALL);
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

    var summary = run(classes);

    assertThat(summary.getFailures())
        .extracting(
            failure -> failure.getTestIdentifier().getDisplayName() + failure.getException())
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
            "org.apache.kafka.connect.source.SourceConnector");
  }

  @Test
  void itsCommandsMakeAModule() throws Exception {
    write("pom.xml", Files.readString(ROOT.resolve("pom.xml")));
    write(
        "connector-cloudsek/pom.xml", Files.readString(ROOT.resolve("connector-cloudsek/pom.xml")));
    var commands = COMMANDS.matcher(page);
    assertThat(commands.find()).isTrue();

    var shell = new ProcessBuilder("sh", "-ec", commands.group(1)).directory(checkout.toFile());
    assertThat(shell.inheritIO().start().waitFor()).isZero();

    assertThat(Files.readString(checkout.resolve("pom.xml")))
        .contains("    <module>connector-acme</module>\n");
    assertThat(Files.readString(checkout.resolve("connector-acme/pom.xml")))
        .contains("<artifactId>connector-acme</artifactId>", "<component.name>acme<", "Acme source")
        .doesNotContainIgnoringCase("cloudsek");
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
        .contains("KeysetPaging", "HouseRulesTest")
        .isSubsetOf(known);
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

  /** Surefire may put all of it into the manifest of one jar. */
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
