// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import io.tributary.common.Version;
import io.tributary.connect.rest.ConnectApiException;
import io.tributary.tool.io.CommandFailedException;
import io.tributary.tool.io.SystemConsole;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command {@code java -jar tributary-tool.jar}. */
@Command(
    name = "tributary-tool",
    description = "Moves feeds from Devo's collectors to Kafka Connect and manages them there.",
    subcommands = {
      MigrateCommand.class,
      CheckCommand.class,
      OffsetsCommand.class,
      TrustCommand.class,
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
        .setExecutionExceptionHandler(
            (failure, line, parsed) -> {
              if (failure instanceof CommandFailedException
                  || failure instanceof ConnectApiException) {
                line.getErr().println(failure.getMessage());
                return CommandLine.ExitCode.SOFTWARE;
              }
              throw failure;
            });
  }
}
