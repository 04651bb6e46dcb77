// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.worker;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.connect.rest.ConnectRestExtension;
import org.apache.kafka.connect.rest.ConnectRestExtensionContext;

/**
 * Lets the REST API answer only requests to 127.0.0.1 or localhost, which blocks other names that
 * resolve to it, and none that the page of another server makes in a browser.
 */
@PreMatching
public final class LocalRequests implements ConnectRestExtension, ContainerRequestFilter {
  private static final Pattern LOCAL = Pattern.compile("(127\\.0\\.0\\.1|localhost)(:\\d+)?");
  private static final int MISDIRECTED = 421;

  /** Whether a Host header names this machine. */
  public static boolean isLocal(String host) {
    return LOCAL.matcher(host).matches();
  }

  @Override
  public void register(ConnectRestExtensionContext context) {
    context.configurable().register(this);
  }

  @Override
  public void filter(ContainerRequestContext request) {
    var host = String.valueOf(request.getHeaderString("Host"));
    var origin = request.getHeaderString("Origin");
    if (!isLocal(host)) {
      refuse(request, MISDIRECTED, "Use 127.0.0.1.");
    } else if (origin != null && !origin.equals("http://" + host)) {
      refuse(request, Response.Status.FORBIDDEN.getStatusCode(), "Not from another page.");
    }
  }

  private static void refuse(ContainerRequestContext request, int status, String why) {
    request.abortWith(Response.status(status).entity(Map.of("message", why)).build());
  }

  @Override
  public void configure(Map<String, ?> configs) {
    // It has no settings.
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public void close() {
    // It holds nothing.
  }
}
