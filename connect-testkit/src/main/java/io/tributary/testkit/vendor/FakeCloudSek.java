package io.tributary.testkit.vendor;

import io.tributary.testkit.http.FakeResponse;
import io.tributary.testkit.http.RecordedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Plays the alert lists of CloudSEK XVigil behind a bearer token. Pages are numbered from 1 and
 * hold at most 100 alerts, whatever is asked for; {@code days} counts whole UTC days back from the
 * server's today. Unless asked otherwise it answers newest first and without a rate limit.
 */
public final class FakeCloudSek extends FakeVendor {
  /** Path of the list that Devo's collector reads. */
  public static final String ALERTS = "/api/historic/alerts";

  /** The order of alerts over all pages. */
  public enum Order {
    NEWEST_FIRST,
    OLDEST_FIRST,
    SHUFFLED
  }

  /** Where the paging fields stand. */
  public enum Paging {
    TOP_LEVEL,
    IN_PAGINATION,
    IN_META,
    IN_PAGING,
    ABSENT,
    BARE_ARRAY
  }

  private static final Set<String> PATHS =
      Set.of(ALERTS, "/incidents/historic/alerts", "/incidents/alerts", "/v2/incidents/alerts");

  private final Deque<Instant> recent = new ArrayDeque<>();
  private volatile @Nullable String denied;
  private volatile String token = "cloudsek-token-0123456789abcdef";
  private volatile Order order = Order.NEWEST_FIRST;
  private volatile Paging paging = Paging.TOP_LEVEL;
  private volatile boolean ignoresPage;
  private volatile boolean ignoresTime;
  private volatile boolean nullWhenEmpty;
  private volatile int rateLimit = Integer.MAX_VALUE;
  private volatile Duration rateWindow = Duration.ofMinutes(1);

  private FakeCloudSek(int port, @Nullable SSLContext tls) {
    super(port, tls);
  }

  /** Starts without TLS on a free port. */
  public static FakeCloudSek start() {
    return new FakeCloudSek(0, null);
  }

  /** Starts without TLS on the wanted port, or another when it is taken. */
  public static FakeCloudSek start(int wantedPort) {
    return new FakeCloudSek(wantedPort, null);
  }

  /** Starts with TLS on a free port. */
  public static FakeCloudSek start(SSLContext tls) {
    return new FakeCloudSek(0, tls);
  }

  public String token() {
    return token;
  }

  /** Rotates the token: the old one is refused with 401. */
  public void token(String rotated) {
    token = rotated;
  }

  /** Answers 403 with this code, for instance MODULE_ACCESS_DENIED; null grants access again. */
  public void deny(@Nullable String code) {
    denied = code;
  }

  public void order(Order newOrder) {
    order = newOrder;
  }

  public void paging(Paging newPaging) {
    paging = newPaging;
  }

  /** Answers the first page whatever page is asked for. */
  public void ignoresPage(boolean on) {
    ignoresPage = on;
  }

  /** Answers all alerts whatever time is asked for. */
  public void ignoresTime(boolean on) {
    ignoresTime = on;
  }

  /** Answers {@code "data":null} instead of an empty array. */
  public void nullWhenEmpty(boolean on) {
    nullWhenEmpty = on;
  }

  /** Answers 429 with Retry-After beyond so many requests in any such time; documented: 20/min. */
  public void rateLimit(int requests, Duration window) {
    rateLimit = requests;
    rateWindow = window;
  }

  @Override
  protected FakeResponse answer(RecordedRequest request) {
    Instant now = clock().instant();
    if (!PATHS.contains(request.path())) {
      return error(404, "NOT_FOUND", "No such path", now);
    }
    if (!request.method().equals("GET")) {
      return error(405, "METHOD_NOT_ALLOWED", "Use GET", now);
    }
    if (!request.header("authorization").orElse("").equals("Bearer " + token)) {
      return error(401, "UNAUTHORIZED", "Missing or invalid token", now);
    }
    String code = denied;
    if (code != null) {
      return error(403, code, "Access denied", now);
    }
    long wait = secondsToWait(now);
    if (wait > 0) {
      return error(429, "RATE_LIMIT_EXCEEDED", "Token budget used up", now)
          .with("Retry-After", Long.toString(wait));
    }
    try {
      return page(AlertQuery.of(request, now));
    } catch (AlertQuery.Invalid e) {
      return error(400, "VALIDATION_ERROR", String.valueOf(e.getMessage()), now);
    }
  }

  private synchronized long secondsToWait(Instant now) {
    recent.removeIf(time -> !time.isAfter(now.minus(rateWindow)));
    if (recent.size() >= rateLimit) {
      Duration wait = Duration.between(now, recent.getFirst().plus(rateWindow));
      return wait.plusMillis(999).toSeconds();
    }
    recent.addLast(now);
    return 0;
  }

  private FakeResponse page(AlertQuery query) {
    List<EventRow> all = query.select(log().byTime(), order, ignoresTime);
    int page = ignoresPage ? 1 : query.page();
    int from = (int) Math.min((page - 1L) * query.limit(), all.size());
    List<EventRow> rows = all.subList(from, Math.min(all.size(), from + query.limit()));
    List<String> json = rows.stream().map(EventRow::json).toList();
    String data = nullWhenEmpty && rows.isEmpty() ? "null" : "[" + String.join(",", json) + "]";
    if (paging == Paging.BARE_ARRAY) {
      return FakeResponse.json(200, data);
    }
    int pages = (all.size() + query.limit() - 1) / query.limit();
    String fields =
        "\"current_limit\":%d,\"current_count\":%d,\"total_count\":%d,\"current_page\":%d,\"total_page\":%d"
            .formatted(query.limit(), rows.size(), all.size(), page, pages);
    String around =
        switch (paging) {
          case TOP_LEVEL -> "," + fields;
          case IN_PAGINATION -> ",\"pagination\":{" + fields + "}";
          case IN_META -> ",\"meta\":{" + fields + "}";
          case IN_PAGING -> ",\"paging\":{" + fields + "}";
          case ABSENT, BARE_ARRAY -> "";
        };
    return FakeResponse.json(200, "{\"data\":" + data + around + "," + requestId() + "}");
  }

  private static FakeResponse error(int status, String code, String message, Instant now) {
    return FakeResponse.json(
        status,
        "{\"success\":false,\"error\":{\"code\":\"%s\",\"message\":\"%s\",\"details\":{}},\"timestamp\":\"%s\",%s}"
            .formatted(code, message, now, requestId()));
  }

  private static String requestId() {
    return "\"request_id\":\"req-" + UUID.randomUUID() + '"';
  }
}
