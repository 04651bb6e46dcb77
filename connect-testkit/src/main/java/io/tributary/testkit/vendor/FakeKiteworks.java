package io.tributary.testkit.vendor;

import io.tributary.testkit.http.FakeResponse;
import io.tributary.testkit.http.RecordedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Plays a Kiteworks instance: {@code POST /oauth/token} and {@code GET /rest/admin/activities}. It
 * is strict: a request with a parameter missing, unknown or out of range is refused as the real one
 * documents it. Unless asked otherwise it answers newest first, as the real one does.
 */
public final class FakeKiteworks extends FakeVendor {
  /** Path of the token endpoint. */
  public static final String TOKEN = "/oauth/token";

  /** Path of the activity log. */
  public static final String ACTIVITIES = "/rest/admin/activities";

  /** Which ends of the requested range belong to it. */
  public enum Bounds {
    INCLUSIVE(true, true),
    HALF_OPEN(true, false),
    EXCLUSIVE(false, false);

    private final boolean withStart;
    private final boolean withEnd;

    Bounds(boolean withStart, boolean withEnd) {
      this.withStart = withStart;
      this.withEnd = withEnd;
    }
  }

  private final KiteworksApp app = new KiteworksApp();
  private final KiteworksTokens tokens = new KiteworksTokens(app);
  private volatile Bounds bounds = Bounds.INCLUSIVE;
  private volatile String envelope = "events";
  private volatile boolean pretty;
  private volatile boolean roleRevoked;
  private volatile int resultWindow = Integer.MAX_VALUE;
  private volatile int pageCap = Integer.MAX_VALUE;
  private volatile Duration maxSpan = Duration.ofDays(100_000);

  private FakeKiteworks(int port, @Nullable SSLContext tls) {
    super(port, tls);
  }

  /** Starts without TLS on a free port. */
  public static FakeKiteworks start() {
    return new FakeKiteworks(0, null);
  }

  /** Starts without TLS on the wanted port, or another when it is taken. */
  public static FakeKiteworks start(int wantedPort) {
    return new FakeKiteworks(wantedPort, null);
  }

  /** Starts with TLS on a free port. */
  public static FakeKiteworks start(SSLContext tls) {
    return new FakeKiteworks(0, tls);
  }

  /** The application and the user it knows. */
  public KiteworksApp app() {
    return app;
  }

  /** Default inclusive. */
  public void bounds(Bounds newBounds) {
    bounds = newBounds;
  }

  /** Name of the array in the answer, {@code events} (default) or {@code data}. */
  public void envelope(String name) {
    envelope = name;
  }

  /** Line breaks and blanks between the rows; see {@link EventRow#pretty} for those within. */
  public void pretty(boolean on) {
    pretty = on;
  }

  /** Refuses requests with offset + limit above it; default none. */
  public void resultWindow(int rows) {
    resultWindow = rows;
  }

  /** Returns at most so many rows a page, whatever limit is asked for; default none. */
  public void pageCap(int rows) {
    pageCap = rows;
  }

  /** Refuses ranges longer than this; default none. */
  public void maxSpan(Duration span) {
    maxSpan = span;
  }

  /** Makes every access token invalid, as if it had expired. */
  public void revokeTokens() {
    tokens.revokeAccess();
  }

  /** Makes every refresh token invalid. */
  public void revokeRefreshTokens() {
    tokens.revokeRefresh();
  }

  /** A refresh token that was obtained before. */
  public String refreshToken() {
    return tokens.newRefreshToken();
  }

  /** Takes the user's access to the activity log away, or gives it back. */
  public void revokeRole(boolean revoked) {
    roleRevoked = revoked;
  }

  @Override
  protected FakeResponse answer(RecordedRequest request) {
    Instant now = clock().instant();
    return switch (request.path()) {
      case TOKEN -> tokens.answer(request, url().toString(), now);
      case ACTIVITIES -> activities(request, now);
      default -> error(404, "ERR_ENTITY_NOT_FOUND", "Not found");
    };
  }

  private FakeResponse activities(RecordedRequest request, Instant now) {
    if (!request.method().equals("GET")) {
      return error(405, "ERR_REQUEST_METHOD_NOT_ALLOWED", "Use GET");
    }
    String authorization = request.header("authorization").orElse("");
    boolean bearer = authorization.startsWith("Bearer ");
    if (!bearer || !tokens.accepts(authorization.substring("Bearer ".length()), now)) {
      return error(401, "ERR_AUTH_UNAUTHORIZED", "Unauthorized");
    }
    if (roleRevoked) {
      return error(401, "ERR_ACCESS_USER", "User cannot access the activity log");
    }
    if (!request.header("x-accellion-version").orElse("").matches("\\d+")) {
      return error(400, "ERR_REQUEST_INVALID_VERSION", "X-Accellion-Version is no integer");
    }
    try {
      return page(ActivityQuery.of(request));
    } catch (ActivityQuery.Invalid e) {
      return error(422, "ERR_INVALID_PARAMETER", String.valueOf(e.getMessage()));
    }
  }

  private FakeResponse page(ActivityQuery query) {
    if ((long) query.offset() + query.limit() > resultWindow) {
      throw new ActivityQuery.Invalid("offset and limit exceed the result window");
    }
    if (Duration.between(query.start(), query.end()).compareTo(maxSpan) > 0) {
      throw new ActivityQuery.Invalid("range is too long");
    }
    List<EventRow> rows =
        query.select(log().between(query.start(), bounds.withStart, query.end(), bounds.withEnd));
    int from = Math.min(query.offset(), rows.size());
    int to = Math.min(rows.size(), from + Math.min(query.limit(), pageCap));
    String around = pretty ? "\n  " : "";
    String body =
        rows.subList(from, to).stream()
            .map(EventRow::json)
            .collect(
                Collectors.joining(
                    "," + around, "{\"" + envelope + "\":[" + around, around + "]}"));
    return FakeResponse.json(200, body);
  }

  private static FakeResponse error(int status, String code, String message) {
    return FakeResponse.json(
        status, "{\"errors\":[{\"code\":\"%s\",\"message\":\"%s\"}]}".formatted(code, message));
  }
}
