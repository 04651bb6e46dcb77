// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import io.tributary.common.error.ForeignText;
import io.tributary.common.http.HttpSettings.HttpProxy;
import io.tributary.devo.config.Endpoint;
import io.tributary.tool.connector.ConnectorDefinition;
import io.tributary.tool.io.CommandFailedException;
import io.tributary.tool.io.JsonIo;
import io.tributary.tool.io.VisibleText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trust}: shows the certificates of a server, and writes the one to trust to a file. */
@Command(
    name = "trust",
    description = {
      "Shows the certificates of a server with their fingerprints, and writes the one to trust to a"
          + " file for ssl.truststore.location.",
      "",
      "Sends nothing but a TLS handshake.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class TrustCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "URL",
      description =
          "The server, such as https://kiteworks.example.com, tls://relay.example.com:6514 or"
              + " relp+tls://relay.example.com:2514.")
  private String url = "";

  @Option(
      names = "--proxy-of",
      paramLabel = "FILE",
      description =
          "Connect to an https server through the proxy of this connector, such as my-source.json:"
              + " its proxy.url, proxy.username and proxy.password.")
  private @Nullable Path proxyOf;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the certificate to this new file, as PEM.")
  private @Nullable Path out;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws GeneralSecurityException {
    var server = server();
    var chain = ServerChain.of(server, proxy(server));
    var number = chain.top() + 1;
    if (out != null) {
      write(out, chain.pem(number - 1));
    }
    var screen = Objects.requireNonNull(spec).commandLine().getOut();
    if (json) {
      screen.println(
          JsonIo.text(Map.of("certificates", chain.described(), "certificate_to_trust", number)));
    } else {
      print(chain, number, screen);
    }
    screen.flush();
    return 0;
  }

  private void print(ServerChain chain, int number, PrintWriter screen)
      throws GeneralSecurityException {
    var shown = 0;
    for (var certificate : chain.described()) {
      shown++;
      screen.println("Certificate " + shown + " of " + chain.certificates().size());
      certificate.forEach((what, text) -> screen.printf("  %-8s %s%n", what, text));
    }
    screen.println();
    screen.println(
        ("Compare the sha256 of certificate %d with what the operator of the server tells you by"
                + " another way, such as by telephone. Whoever is between you and the server can show"
                + " certificates of his own.")
            .formatted(number));
    if (out != null) {
      screen.println(
          ("Certificate %d is in %s. If its sha256 is right, set ssl.truststore.type=PEM and"
                  + " ssl.truststore.location to that file. Then no other authority is trusted.")
              .formatted(number, out));
    }
  }

  private Endpoint server() {
    try {
      var server = Endpoint.parse(url);
      if (!server.plain()) {
        return server;
      }
    } catch (IllegalArgumentException e) {
      // Not an address, as below.
    }
    throw new CommandFailedException(
        "The URL must look like https://host[:port], tls://host:port or relp+tls://host:port.");
  }

  private Optional<HttpProxy> proxy(Endpoint server) {
    if (proxyOf == null) {
      return Optional.empty();
    }
    if (!server.http()) {
      throw new CommandFailedException("Only an https:// server is reached through a proxy.");
    }
    var proxy = ConnectorDefinition.read(proxyOf).proxy();
    VisibleText.hide(
        Objects.requireNonNull(spec), List.of(proxy.password().value(), proxy.login()));
    return Optional.of(proxy);
  }

  private static void write(Path file, String pem) {
    try {
      Files.writeString(file, pem, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw new CommandFailedException(file + " exists already. Name another file.");
    } catch (IOException e) {
      throw new CommandFailedException(
          "Cannot write " + file + ": " + ForeignText.line(e.toString()));
    }
  }
}
