// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import io.tributary.common.error.CollectorError;
import io.tributary.tool.connector.ErrorCatalogue;
import io.tributary.tool.io.CommandFailedException;
import io.tributary.tool.io.JsonIo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code explain}: what a numbered error means and what to do, without a connection. */
@Command(
    name = "explain",
    description = "Says what a numbered error means, and what to do.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  private static final String PAGE =
      "https://github.com/tributary-connect/tributary/blob/main/docs/errors.md#";

  @Parameters(
      paramLabel = "NUMBER",
      arity = "1..*",
      description = "The number of an error, such as 606 or SinkError 606.")
  private List<String> words = List.of();

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var wanted = String.join(" ", words);
    var found = ErrorCatalogue.find(wanted);
    if (found.isEmpty()) {
      throw new CommandFailedException(
          "There is no error " + wanted + ". The number is in the message, such as SinkError 606.");
    }
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    if (json) {
      out.println(JsonIo.text(found.stream().map(ExplainCommand::description).toList()));
    } else {
      for (var error : found) {
        description(error).forEach((name, value) -> out.println(line(name, value)));
      }
    }
    out.flush();
    return 0;
  }

  private static String line(String name, String value) {
    return switch (name) {
      case "error" -> value;
      case "page" -> "  page: " + value;
      default -> "  " + name.replace('_', ' ') + ": " + value + ".";
    };
  }

  private static Map<String, String> description(CollectorError error) {
    var members = new LinkedHashMap<String, String>();
    members.put("error", error.label());
    members.put("message", error.text().replaceAll("%[sd]", "…"));
    members.put("cause", error.cause().replaceAll("\\.$", ""));
    members.put("what_to_do", error.remedy());
    members.put("the_connector", ErrorCatalogue.action(error));
    members.put("page", PAGE + error.label().toLowerCase(Locale.ROOT).replace(' ', '-'));
    return members;
  }
}
