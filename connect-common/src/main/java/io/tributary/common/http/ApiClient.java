// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import io.tributary.common.error.ApiException;
import io.tributary.common.error.ConnectorLog;
import io.tributary.common.error.ForeignText;
import io.tributary.common.error.InitVariablesError;
import io.tributary.common.metrics.Journal;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.common.pace.RequestBudget;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import okhttp3.FormBody;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * The one way to a vendor's API: authorized, bounded in time and size, every failure classified as
 * an {@link ApiException} and nothing else thrown. Nothing is retried here but a 401, once, with a
 * new credential. Credentials never leave the configured origin. Closing it, from any thread, ends
 * the call in flight; it is used by one thread at a time.
 */
public final class ApiClient implements AutoCloseable {
  private static final ConnectorLog LOG = ConnectorLog.of(ApiClient.class);

  private final HttpSettings settings;
  private final Auth auth;
  private final StatusClassifier statuses;
  private final ServerClock clock;
  private final RequestBudget budget;
  private final TaskMetrics<SourceMetric> metrics;
  private final HttpExchange exchange;
  private final TokenEndpoint login = new Login();

  /** Per path, of which the settings name a few: parsing one takes as long as a small page. */
  private final Map<String, HttpUrl> addresses = new ConcurrentHashMap<>();

  /** A client for one vendor; {@code exceptions} is the vendor's own table of statuses. */
  public ApiClient(
      HttpSettings settings,
      Auth auth,
      List<StatusRule> exceptions,
      ServerClock clock,
      RequestBudget budget,
      TaskMetrics<SourceMetric> metrics) {
    this.settings = settings;
    this.auth = auth;
    this.statuses = new StatusClassifier(settings.vendor(), exceptions);
    this.clock = clock;
    this.budget = budget;
    this.metrics = metrics;
    this.exchange = new HttpExchange(settings, clock, budget, metrics, this::redact);
  }

  /** The time of the server, as far as it is known. */
  public Instant now() {
    return clock.instant();
  }

  /**
   * Asks for a page below the base address. A base address that ends in the path already does not
   * get it twice.
   *
   * @throws ApiException if there is no answer, or one that is not a success
   */
  public Body get(String path, Query query, Map<String, String> headers) {
    return get(path, query, headers, Optional::of);
  }

  /**
   * Asks for a page as above and reads it.
   *
   * @param reader returns empty if the body is an error that came with a success status; its
   *     meaning is then decided by its code
   * @throws ApiException if there is no answer, or one that is not a success
   */
  public <T> T get(
      String path, Query query, Map<String, String> headers, Function<Body, Optional<T>> reader) {
    return ask(path, query, Headers.of(headers), null, reader);
  }

  /**
   * Asks for a page as above by posting a query, and reads it. The request must not change
   * anything, because like any other it may be repeated.
   *
   * @param json the body of the request
   * @throws ApiException if there is no answer, or one that is not a success
   */
  public <T> T post(String path, Query query, String json, Function<Body, Optional<T>> reader) {
    return ask(path, query, Headers.of(), RequestBody.create(json, HttpExchange.JSON), reader);
  }

  private <T> T ask(
      String path,
      Query query,
      Headers headers,
      @Nullable RequestBody posted,
      Function<Body, Optional<T>> reader) {
    var address = addresses.computeIfAbsent(path, this::address);
    var method = posted == null ? "GET" : "POST";
    var source = method + " " + address;
    var apiRequest = new ApiRequest(source, query, query.on(address), method, headers, posted);
    var answer = attempt(apiRequest);
    var page = read(answer, reader);
    if (page.isEmpty() && mayBeAnsweredDifferently(answer)) {
      budget.spend();
      answer = attempt(apiRequest);
      page = read(answer, reader);
    }
    if (page.isEmpty()) {
      holdBudgetAfter(answer);
      throw statuses.failure(answer, said(answer, Map.of()), clock.instant());
    }
    return page.get();
  }

  private HttpUrl address(String path) {
    var base = settings.baseUrl().toString();
    return HttpUrl.get(base.endsWith(path) ? base : base + path);
  }

  /** A 401 may also be that of a session whose cookie we got unasked. */
  private boolean mayBeAnsweredDifferently(RawResponse answer) {
    return (statuses.newCredentialMayHelp(answer) && auth.renew())
        || (answer.status() == 401 && exchange.forgetCookies());
  }

  /** A request that is the same with whatever credential. */
  private record ApiRequest(
      String source,
      Query query,
      HttpUrl url,
      String method,
      Headers headers,
      @Nullable RequestBody posted) {}

  private <T> Optional<T> read(RawResponse answer, Function<Body, Optional<T>> reader) {
    return answer.succeeded() ? reader.apply(body(answer)) : Optional.empty();
  }

  private Body body(RawResponse answer) {
    return answer.hasContent()
        ? new Body(answer.source(), true, answer.bytes(), this::redact, answer.cutAt())
        : Body.withoutContent(answer.source());
  }

  /**
   * Obtains a credential, where one must be obtained, without asking for anything yet.
   *
   * @throws ApiException if the login is refused or fails
   */
  public void logIn() {
    auth.authorize(new Request.Builder(), login);
  }

  /** Ends the call in flight, allows no other, and closes the connections. */
  @Override
  public void close() {
    exchange.close();
  }

  /** A server that asks for a wait means everybody who uses the credential. */
  private void holdBudgetAfter(RawResponse refusal) {
    Optional.ofNullable(RetryAfter.of(refusal.headers(), clock.instant())).ifPresent(budget::hold);
  }

  private RawResponse attempt(ApiRequest apiRequest) {
    var request = new Request.Builder().url(apiRequest.url()).headers(apiRequest.headers());
    request.method(apiRequest.method(), apiRequest.posted());
    auth.authorize(request, login);
    return exchange.page(apiRequest.source(), request, apiRequest.query().mayBeCut());
  }

  private String redact(String text) {
    return settings.secrets().hide(auth.redact(text));
  }

  /**
   * The text of the answer: first without secrets, then cut, so that no part of a secret is left.
   */
  private String said(RawResponse answer, Map<String, String> secrets) {
    return ForeignText.line(
        ErrorBody.describe(answer, text -> Redaction.hide(redact(text), secrets)));
  }

  /** Sends requests whose only credential is the grant they present. */
  private final class Login implements TokenEndpoint {

    @Override
    public Body post(TokenRequest token) {
      metrics.add(SourceMetric.LOGINS, 1);
      var request = new Request.Builder().url(token.uri().toString()).post(body(token));
      if (token.layout() == TokenRequest.Layout.BASIC) {
        request.header("Authorization", token.basic());
      }
      var source = "POST " + token.uri();
      return send(source, request, token.secrets(), token.dated(), InitVariablesError.TOKEN_STATUS);
    }

    @Override
    public Body get(URI uri) {
      var request = new Request.Builder().url(uri.toString());
      return send("GET " + uri, request, Map.of(), false, InitVariablesError.CLIENT_ID_STATUS);
    }

    @Override
    public void report(String step) {
      var shown = redact(step);
      LOG.info("{}", shown);
      metrics.journal().note(Journal.Level.INFO, "login", "{}", shown);
    }

    private Body send(
        String source,
        Request.Builder request,
        Map<String, String> secrets,
        boolean dated,
        InitVariablesError number) {
      budget.spend();
      var answer = exchange.login(source, request);
      if (answer.succeeded() && ErrorBody.of(answer.bytes()).code().isEmpty()) {
        return new Body(source, answer.bytes());
      }
      holdBudgetAfter(answer);
      var fault = dated ? clock.fault() : "";
      throw statuses.loginFailure(number, answer, said(answer, secrets), fault, clock.instant());
    }

    private static RequestBody body(TokenRequest token) {
      if (token.layout() == TokenRequest.Layout.JSON) {
        return RequestBody.create(HttpExchange.json(token.body()), HttpExchange.JSON);
      }
      var fields = new FormBody.Builder();
      token.body().forEach(fields::add);
      return fields.build();
    }
  }
}
