package io.tributary.testkit.vendor;

import io.tributary.testkit.http.FakeResponse;
import io.tributary.testkit.http.RecordedRequest;
import io.tributary.testkit.vendor.KiteworksApp.Grant;
import io.tributary.testkit.vendor.KiteworksLogin.Refused;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The token endpoint: four grants, refusals in OAuth's words, refresh tokens that rotate. */
final class KiteworksTokens {
  private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final String FORM = "application/x-www-form-urlencoded";

  private final KiteworksApp app;
  private final KiteworksLogin login;
  private final Map<String, Instant> accessTokens = new ConcurrentHashMap<>();
  private final Set<String> refreshTokens = ConcurrentHashMap.newKeySet();

  KiteworksTokens(KiteworksApp app) {
    this.app = app;
    this.login = new KiteworksLogin(app);
  }

  boolean accepts(String token, Instant now) {
    Instant expiry = accessTokens.get(token);
    return expiry != null && now.isBefore(expiry);
  }

  void revokeAccess() {
    accessTokens.clear();
  }

  void revokeRefresh() {
    refreshTokens.clear();
  }

  String newRefreshToken() {
    String token = random();
    refreshTokens.add(token);
    return token;
  }

  FakeResponse answer(RecordedRequest request, String url, Instant now) {
    boolean form = request.header("content-type").orElse("").startsWith(FORM);
    if (!request.method().equals("POST") || !form) {
      return error("invalid_request", "POST a form");
    }
    if (!has(request, "client_id", app.clientId())
        || !has(request, "client_secret", app.clientSecret())) {
      return error("invalid_client", "Client authentication failed");
    }
    String scope = request.form("scope").orElse("");
    for (String one : scope.split(" ", -1)) {
      if (!one.isEmpty() && !app.scopes().contains(one)) {
        return error("invalid_scope", "Scope is not registered: " + one);
      }
    }
    try {
      return grant(request, scope, url, now);
    } catch (Refused e) {
      return error("invalid_grant", String.valueOf(e.getMessage()));
    }
  }

  private FakeResponse grant(RecordedRequest request, String scope, String url, Instant now)
      throws Refused {
    return switch (request.form("grant_type").orElse("")) {
      case JWT_BEARER -> jwt(request, scope, url, now);
      case "authorization_code" -> signature(request, scope, now);
      case "password" -> password(request, scope, now);
      case "refresh_token" -> refresh(request, scope, now);
      case "" -> error("invalid_request", "grant_type is missing");
      default -> error("unsupported_grant_type", "Grant type is not supported");
    };
  }

  private FakeResponse jwt(RecordedRequest request, String scope, String url, Instant now)
      throws Refused {
    if (!app.allows(Grant.JWT)) {
      return notAllowed();
    }
    login.checkAssertion(request.form("assertion").orElse(""), url, now);
    return issue(scope, false, now);
  }

  private FakeResponse signature(RecordedRequest request, String scope, Instant now)
      throws Refused {
    if (!app.allows(Grant.SIGNATURE)) {
      return notAllowed();
    }
    if (!has(request, "redirect_uri", app.redirectUri())) {
      throw new Refused("redirect_uri is not the registered one");
    }
    login.checkCode(request.form("code").orElse(""), now);
    return issue(scope, true, now);
  }

  private FakeResponse password(RecordedRequest request, String scope, Instant now) throws Refused {
    if (!app.allows(Grant.PASSWORD)) {
      return notAllowed();
    }
    if (!has(request, "username", app.userEmail()) || !has(request, "password", app.password())) {
      throw new Refused("user name or password is wrong");
    }
    return issue(scope, true, now);
  }

  private FakeResponse refresh(RecordedRequest request, String scope, Instant now) throws Refused {
    if (!app.allows(Grant.REFRESH_TOKEN)) {
      return notAllowed();
    }
    String token = request.form("refresh_token").orElse("");
    if (app.refreshTokensLast() ? !refreshTokens.contains(token) : !refreshTokens.remove(token)) {
      throw new Refused("refresh token is invalid");
    }
    return issue(scope, true, now);
  }

  private FakeResponse issue(String scope, boolean mayRefresh, Instant now) {
    String token = random();
    accessTokens.put(token, now.plus(app.tokenLifetime()));
    String refresh =
        mayRefresh && app.allows(Grant.REFRESH_TOKEN)
            ? ",\"refresh_token\":\"" + newRefreshToken() + '"'
            : "";
    String granted = scope.isEmpty() ? String.join(" ", app.scopes()) : scope;
    return FakeResponse.json(
        200,
        "{\"access_token\":\"%s\",\"expires_in\":%s,\"token_type\":\"bearer\",\"scope\":\"%s\"%s}"
            .formatted(token, app.expiresIn(), granted, refresh));
  }

  private static boolean has(RecordedRequest request, String parameter, String value) {
    return request.form(parameter).filter(value::equals).isPresent();
  }

  private static FakeResponse notAllowed() {
    return error("unauthorized_client", "Grant is not enabled for the application");
  }

  private static FakeResponse error(String code, String text) {
    return FakeResponse.json(
        400, "{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(code, text));
  }

  private static String random() {
    String hex = UUID.randomUUID().toString() + UUID.randomUUID();
    return hex.replace("-", "").substring(0, 40);
  }
}
