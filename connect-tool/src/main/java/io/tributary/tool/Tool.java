// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import io.tributary.common.Version;
import io.tributary.common.error.ForeignText;
import io.tributary.connect.rest.ConnectApiException;
import io.tributary.tool.io.CommandFailedException;
import io.tributary.tool.io.SystemConsole;
import io.tributary.tool.io.VisibleText;
import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command {@code java -jar tributary-tool.jar}. */
@Command(
    name = "tributary-tool",
    description = "Moves feeds from Devo's collectors to Kafka Connect and manages them there.",
    subcommands = {
      MigrateCommand.class,
      CheckCommand.class,
      ProbeCommand.class,
      StatusCommand.class,
      ExplainCommand.class,
      OffsetsCommand.class,
      ReplayCommand.class,
      CoverageCommand.class,
      TrustCommand.class,
      AutoComplete.GenerateCompletion.class,
      CommandLine.HelpCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Tool.Versions.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the command succeeded and found no fault",
      "1:the command failed or found a fault",
      "2:the command line is wrong"
    })
final class Tool {
  /** More than any message of ours, and less than a screen. */
  private static final int MESSAGE = 2000;

  private static final int UNAUTHORIZED = 401;

  /** The text that {@code --version} prints. */
  static final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"tributary-tool " + Version.text()};
    }
  }

  private Tool() {}

  /** Ends the JVM with the exit code of the command. */
  public static void main(String[] args) {
    SystemConsole.requireTerminal();
    System.exit(commandLine().execute(args));
  }

  /** The whole command line, whose output can be redirected. */
  static CommandLine commandLine() {
    return new CommandLine(new Tool())
        .setUsageHelpAutoWidth(true)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionStrategy(Tool::run)
        .setExecutionExceptionHandler(
            (failure, line, parsed) -> {
              if (failure instanceof CommandFailedException
                  || failure instanceof ConnectApiException) {
                line.getErr().println(message(failure, line.getErr()));
                return CommandLine.ExitCode.SOFTWARE;
              }
              throw failure;
            });
  }

  private static String message(Exception failure, PrintWriter err) {
    var said = ForeignText.withoutQuotedBytes(String.valueOf(failure.getMessage()));
    // Before the text is cut, so that no part of a secret is left.
    var text = ForeignText.start(VisibleText.hidden(said, err), MESSAGE);
    return failure instanceof ConnectApiException refused && refused.status() == UNAUTHORIZED
        ? text + " (" + WorkerOptions.HOW_TO_LOG_IN + ')'
        : text;
  }

  /** Runs a command whose output passes {@link VisibleText}, unlike help and its colours. */
  private static int run(ParseResult parsed) {
    var help = CommandLine.executeHelpRequest(parsed);
    if (help != null) {
      return help;
    }
    var line = parsed.commandSpec().commandLine();
    var out = line.getOut();
    var err = line.getErr();
    line.setOut(new VisibleText(out)).setErr(new VisibleText(err));
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (ParameterException e) {
      line.setErr(err);
      throw e;
    } finally {
      line.getOut().flush();
    }
  }
}
