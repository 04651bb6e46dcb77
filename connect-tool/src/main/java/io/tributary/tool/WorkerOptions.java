// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import io.tributary.connect.rest.ConnectApi;
import io.tributary.connect.rest.WorkerAccess;
import io.tributary.tool.io.CommandFailedException;
import io.tributary.tool.io.JsonIo;
import io.tributary.tool.io.VisibleText;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The options for the REST API of a worker. A password has no option of its own, because other
 * users of the machine see the arguments of a command.
 */
final class WorkerOptions {
  static final String HOW_TO_LOG_IN =
      "set CONNECT_REST_USER and CONNECT_REST_PASSWORD, or use --login FILE";

  private static final String USER = "CONNECT_REST_USER";
  private static final String PASSWORD = "CONNECT_REST_PASSWORD";

  @Option(
      names = "--url",
      defaultValue = "http://127.0.0.1:8083",
      scope = ScopeType.INHERIT,
      description = "The REST API of a worker (${DEFAULT-VALUE}), without user and password.")
  private String url = "";

  @Option(
      names = "--login",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "A properties file with CONNECT_REST_USER and CONNECT_REST_PASSWORD for a worker with basic"
              + " authentication. Without it, the environment variables of these names count.")
  private @Nullable Path login;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "The certificates, in PEM, of the authorities that sign the certificate of the worker, instead"
              + " of those that Java knows.")
  private @Nullable Path authorities;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  /** The address of the worker, without a slash at its end. */
  String address() {
    return address(url).toString().replaceAll("/+$", "");
  }

  /** A client of the worker. */
  ConnectApi api() {
    var access = WorkerAccess.OPEN;
    var names = login == null ? System.getenv() : properties(login);
    var user = names.getOrDefault(USER, "");
    var password = names.getOrDefault(PASSWORD, "");
    if (user.isEmpty() != password.isEmpty() || (login != null && user.isEmpty())) {
      throw new CommandFailedException("A login requires both " + USER + " and " + PASSWORD + ".");
    }
    if (!user.isEmpty()) {
      access = access.withLogin(user, password);
      // The header holds both in Base64.
      VisibleText.hide(Objects.requireNonNull(spec), List.of(password, user + ':' + password));
    }
    if (authorities != null) {
      access = access.withAuthorities(JsonIo.content(authorities));
    }
    return ConnectApi.at(address(url), access);
  }

  /**
   * The address of a worker, over http unless it says otherwise. No message repeats it, because it
   * may contain a password.
   */
  static URI address(String url) {
    try {
      var given = url.strip();
      var address = new URI(given.contains("://") ? given : "http://" + given);
      if (url.indexOf('@') < 0) {
        return address;
      }
    } catch (URISyntaxException e) {
      throw new CommandFailedException("--url is not a URL such as http://127.0.0.1:8083.");
    }
    throw new CommandFailedException(
        "--url must not contain a user or a password: " + HOW_TO_LOG_IN + ".");
  }

  private static Map<String, String> properties(Path file) {
    var properties = new Properties();
    try {
      properties.load(new StringReader(JsonIo.content(file)));
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailedException(file + " is not a properties file.");
    }
    var values = new HashMap<String, String>();
    properties
        .stringPropertyNames()
        .forEach(name -> values.put(name, properties.getProperty(name)));
    return values;
  }
}
