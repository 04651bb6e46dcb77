package io.tributary.testkit.vendor;

import io.tributary.testkit.http.FakeResponse;
import io.tributary.testkit.http.RecordedRequest;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Plays a ThreatQ: {@code POST /api/token} with two grants, {@code GET /assets/js/config.js}, and
 * events by {@code POST /api/events/query} and {@code GET /api/events}. It is strict: a parameter
 * or filter it does not know is refused. An event that is updated moves to the end of the list.
 */
public final class FakeThreatQ extends FakeVendor {
  /** Path of the token endpoint. */
  public static final String TOKEN = "/api/token";

  /** Path of the query for events. */
  public static final String QUERY = "/api/events/query";

  /** Path of the plain list of events. */
  public static final String EVENTS = "/api/events";

  /** Path of the page that tells the client id. */
  public static final String CONFIG_JS = "/assets/js/config.js";

  private final ThreatQLogin login = new ThreatQLogin();
  private volatile boolean ignoresFilter;
  private volatile boolean ignoresSort;
  private volatile boolean tellsNoTotal;
  private volatile int pageCap = Integer.MAX_VALUE;

  private FakeThreatQ(int port, @Nullable SSLContext tls) {
    super(port, tls);
  }

  /** Starts without TLS on a free port. */
  public static FakeThreatQ start() {
    return new FakeThreatQ(0, null);
  }

  /** Starts without TLS on the wanted port, or another when it is taken. */
  public static FakeThreatQ start(int wantedPort) {
    return new FakeThreatQ(wantedPort, null);
  }

  /** Starts with TLS on a free port. */
  public static FakeThreatQ start(SSLContext tls) {
    return new FakeThreatQ(0, tls);
  }

  /** Whom it knows. */
  public ThreatQLogin login() {
    return login;
  }

  /** Updates the event with that key: it gets a new time, and with it another place. */
  public void update(String key, Instant time) {
    EventRow before = log().truth().get(key);
    if (before == null) {
      throw new IllegalArgumentException("no event " + key);
    }
    log().remove(row -> row.key().equals(key));
    add(ThreatQRows.updated(before, time));
  }

  /** Makes every access token invalid, as if it had expired. */
  public void revokeTokens() {
    login.revokeTokens();
  }

  /** Answers all events whatever time is asked for. */
  public void ignoresFilter(boolean on) {
    ignoresFilter = on;
  }

  /** Answers in an order of its own whatever is asked for. */
  public void ignoresSort(boolean on) {
    ignoresSort = on;
  }

  /** Answers without saying how many events there are. */
  public void tellsNoTotal(boolean on) {
    tellsNoTotal = on;
  }

  /** Returns at most so many rows a page, whatever limit is asked for; default none. */
  public void pageCap(int rows) {
    pageCap = rows;
  }

  @Override
  protected FakeResponse answer(RecordedRequest request) {
    Instant now = clock().instant();
    return switch (request.path()) {
      case TOKEN -> login.token(request, now);
      case CONFIG_JS -> login.config(request);
      case QUERY -> events(request, "POST", now);
      case EVENTS -> events(request, "GET", now);
      default -> error(404, "Not found");
    };
  }

  private FakeResponse events(RecordedRequest request, String method, Instant now) {
    if (!login.accepts(request, now)) {
      return error(401, "Unauthenticated.");
    }
    if (!request.method().equals(method)) {
      return error(405, "Use " + method);
    }
    try {
      return page(ThreatQQuery.of(request));
    } catch (ThreatQQuery.Invalid e) {
      return FakeResponse.json(
          400, "{\"data\":{\"errors\":{\"%s\":[\"is not valid\"]}}}".formatted(e.getMessage()));
    }
  }

  private FakeResponse page(ThreatQQuery query) {
    List<EventRow> all = query.select(log().byTime(), ignoresFilter, ignoresSort);
    List<EventRow> rows = query.page(all, pageCap);
    String total = tellsNoTotal ? "" : "\"total\":" + all.size() + ',';
    String data = String.join(",", rows.stream().map(query::json).toList());
    String mark = query.nextCursor(rows);
    String next = mark == null ? "" : ",\"nextCursorMark\":\"" + mark + '"';
    return FakeResponse.json(200, "{" + total + "\"data\":[" + data + "]" + next + "}");
  }

  static FakeResponse error(int status, String text) {
    return FakeResponse.json(status, "{\"errors\":[\"" + text + "\"]}");
  }
}
