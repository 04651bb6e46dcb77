// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import picocli.CommandLine.Command;

/** {@code coverage}: what the ledger of a source proves. */
@Command(
    name = "coverage",
    description = "Proves which hours of a source's topic are complete.",
    subcommands = VerifyCommand.class,
    mixinStandardHelpOptions = true)
final class CoverageCommand {}
