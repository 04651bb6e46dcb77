// SPDX-License-Identifier: Apache-2.0
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Fails if a test of a module was skipped that is not expected to be. In CI, Maven runs this file
 * after the tests of each module, with the module's directory {@code target} as its argument.
 */
final class UnexpectedSkips {
  /** The tests that may be skipped, each with a part of the reason that its report must give. */
  private static final Map<String, String> EXPECTED =
      Map.of(
          // Not every machine that runs the tests has Docker.
          "KafkaContainerIT", "there is no Docker here",
          // One measurement takes minutes. mvn verify -Plong makes it.
          "FlatnessTest", "System property [simulation.runs]",
          // The release script runs all tests, and this one runs the release script.
          "ReleaseIT", "a release is being made right now");

  private UnexpectedSkips() {}

  public static void main(String[] arguments) throws Exception {
    var parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    var unexpected = new TreeSet<String>();
    for (var reports : List.of("surefire-reports", "failsafe-reports")) {
      var directory = Path.of(arguments[0], reports);
      if (Files.isDirectory(directory)) {
        try (var files = Files.newDirectoryStream(directory, "TEST-*.xml")) {
          for (var file : files) {
            unexpected.addAll(unexpected(parser.parse(file.toFile())));
          }
        }
      }
    }
    unexpected.forEach(skip -> System.err.println("[ERROR] Skipped unexpectedly: " + skip));
    System.exit(unexpected.isEmpty() ? 0 : 1);
  }

  private static Set<String> unexpected(Document report) {
    var unexpected = new TreeSet<String>();
    var skips = report.getElementsByTagName("skipped");
    for (int i = 0; i < skips.getLength(); i++) {
      var skip = (Element) skips.item(i);
      var test = (Element) skip.getParentNode();
      var type = test.getAttribute("classname");
      var name = type.substring(type.lastIndexOf('.') + 1);
      // A condition leaves a message, an assumption its exception.
      var reason = (skip.getAttribute("message") + skip.getTextContent()).strip();
      if (!EXPECTED.containsKey(name) || !reason.contains(EXPECTED.get(name))) {
        unexpected.add(type + " " + test.getAttribute("name") + ": " + firstLine(reason));
      }
    }
    return unexpected;
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("no reason given");
  }
}
