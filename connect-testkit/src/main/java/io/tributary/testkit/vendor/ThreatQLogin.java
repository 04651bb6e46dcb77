package io.tributary.testkit.vendor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testkit.http.FakeResponse;
import io.tributary.testkit.http.RecordedRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The logins of a ThreatQ: a user with the client id of the instance, or a client of its own. */
public final class ThreatQLogin {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Instant> tokens = new ConcurrentHashMap<>();
  private final String clientId = "kzq4v7m2x9t1c8b6n3w5r0y2p7d4f1h6";
  private final String oauthClient = "7h2k9d4m1x8c5v0b3n6q";
  private volatile String configJs =
      "window.app = {\"version\": \"4.58.1\", \"clientId\": \""
          + clientId
          + "\", 'theme': 'dark'};";
  private volatile Duration lifetime = Duration.ofHours(1);

  ThreatQLogin() {}

  /** The id that goes with a user's name and password. */
  public String clientId() {
    return clientId;
  }

  public String email() {
    return "collector@example.com";
  }

  public String password() {
    return "correct horse/\"battery\" staple";
  }

  /** The id of the client that logs in by itself. */
  public String oauthClient() {
    return oauthClient;
  }

  public String oauthSecret() {
    return "s3cret+of/the=client";
  }

  /** What {@code /assets/js/config.js} holds. */
  public void configJs(String text) {
    configJs = text;
  }

  /** How long a token is good for; default an hour. */
  public void tokenLifetime(Duration duration) {
    lifetime = duration;
  }

  void revokeTokens() {
    tokens.clear();
  }

  boolean accepts(RecordedRequest request, Instant now) {
    String authorization = request.header("authorization").orElse("");
    Instant expiry = tokens.get(authorization.replaceFirst("^Bearer ", ""));
    return expiry != null && now.isBefore(expiry);
  }

  FakeResponse config(RecordedRequest request) {
    return request.method().equals("GET")
        ? new FakeResponse(200, Map.of("Content-Type", "application/javascript"), configJs)
        : FakeThreatQ.error(405, "Use GET");
  }

  FakeResponse token(RecordedRequest request, Instant now) {
    if (!request.method().equals("POST")) {
      return FakeThreatQ.error(405, "Use POST");
    }
    boolean known =
        request.query("grant_type").filter("client_credentials"::equals).isPresent()
            ? isClient(request)
            : isUser(request);
    if (!known) {
      return FakeThreatQ.error(400, "The credentials are incorrect.");
    }
    String token = UUID.randomUUID() + "." + UUID.randomUUID();
    tokens.put(token, now.plus(lifetime));
    return FakeResponse.json(
        200,
        "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%d,\"refresh_token\":\"%s\"}"
            .formatted(token, lifetime.toSeconds(), UUID.randomUUID()));
  }

  private boolean isClient(RecordedRequest request) {
    byte[] client = (oauthClient + ':' + oauthSecret()).getBytes(StandardCharsets.UTF_8);
    String basic = "Basic " + Base64.getEncoder().encodeToString(client);
    return request.header("authorization").filter(basic::equals).isPresent();
  }

  private boolean isUser(RecordedRequest request) {
    if (!request.header("content-type").orElse("").startsWith("application/json")) {
      return false;
    }
    try {
      JsonNode body = JSON.readTree(request.body());
      return body.path("grant_type").asText().equals("password")
          && body.path("client_id").asText().equals(clientId)
          && body.path("email").asText().equals(email())
          && body.path("password").asText().equals(password());
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
