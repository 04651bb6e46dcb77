// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.devo;

import io.tributary.testkit.http.FakeResponse;
import io.tributary.testkit.http.FakeServer;
import io.tributary.testkit.http.RecordedRequest;
import io.tributary.testkit.http.TestCertificates;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A fake of Devo's HTTP intake over TLS on 127.0.0.1. It accepts batches of lines, plain or as
 * gzip, at {@code /stream/<domain>/token!<token>/<host>/<tag>}, and records requests that violate
 * the layout. Thread-safe.
 */
public final class FakeDevoHttp extends FakeServer {
  /** The domain that it accepts. */
  public static final String DOMAIN = "acme";

  /** The token that it accepts until {@link #rotate}. */
  public static final String TOKEN = "0123456789abcdefcanary6789abcdef";

  /** An event as received. */
  public record Event(String tag, String host, String body) {}

  private final List<Event> events = new ArrayList<>();
  private final List<String> malformed = new ArrayList<>();
  private volatile int mostBytes = Integer.MAX_VALUE;
  private volatile Predicate<String> refused = event -> false;
  private volatile Function<String, Optional<String>> refusal = event -> Optional.empty();
  private volatile String token = TOKEN;
  private volatile Predicate<String> failing = event -> false;
  private volatile Predicate<String> tables = tag -> true;

  private FakeDevoHttp(SSLContext tls) {
    super(0, tls);
  }

  /** On a free port, with the certificate for localhost and 127.0.0.1. */
  public static FakeDevoHttp start(TestCertificates certificates) {
    return start(certificates.serverContext());
  }

  /** On a free port, with the given context, for instance with an expired certificate. */
  public static FakeDevoHttp start(SSLContext tls) {
    return new FakeDevoHttp(tls);
  }

  /** From now on takes this token only. */
  public void rotate(String newToken) {
    token = newToken;
  }

  /** Answers bodies of more than this many bytes, as sent, with 413. */
  public void limit(int bytes) {
    mostBytes = bytes;
  }

  /** Answers bodies that contain such an event with 400. */
  public void refuse(Predicate<String> event) {
    refused = event;
  }

  /** Answers bodies that contain an event with such a text with 400 and that text. */
  public void refuseWith(Function<String, Optional<String>> text) {
    refusal = text;
  }

  /** From now on accepts this token only, which is part of a path. */
  public void accept(String onlyToken) {
    token = onlyToken;
  }

  /** Answers bodies that contain such an event with 500, every time. */
  public void failAt(Predicate<String> event) {
    failing = event;
  }

  /** Answers requests for other tags with 403. */
  public void allow(Predicate<String> tag) {
    tables = tag;
  }

  /** All events received, in order of arrival. */
  public List<Event> events() {
    synchronized (events) {
      return List.copyOf(events);
    }
  }

  /** The bodies of all events received, in order of arrival. */
  public List<String> bodies() {
    return events().stream().map(Event::body).toList();
  }

  /** Requests that violate the layout. */
  public List<String> malformed() {
    synchronized (events) {
      return List.copyOf(malformed);
    }
  }

  @Override
  protected FakeResponse answer(RecordedRequest request) {
    var parts = List.of(request.target().split("/", -1));
    if (isRefused(parts)) {
      return text(403, "no access with " + parts.get(3));
    }
    var fault = fault(request, parts);
    if (fault.isPresent()) {
      synchronized (events) {
        malformed.add(fault.get());
      }
      return text(400, fault.get());
    }
    if (!tables.test(parts.get(5))) {
      return text(403, "no access to " + parts.get(5));
    }
    if (Integer.parseInt(request.header("content-length").orElse("0")) > mostBytes) {
      return text(413, "too large");
    }
    var lines = request.body().lines().toList();
    var said = lines.stream().flatMap(line -> refusal.apply(line).stream()).findFirst();
    if (said.isPresent()) {
      return text(400, said.get());
    }
    if (lines.stream().anyMatch(refused)) {
      return text(400, "bad event in " + request.target());
    }
    if (lines.stream().anyMatch(failing)) {
      return text(500, "internal error");
    }
    synchronized (events) {
      lines.forEach(line -> events.add(new Event(parts.get(5), plain(parts.get(4)), line)));
    }
    return text(200, "received");
  }

  private boolean isRefused(List<String> parts) {
    return parts.size() > 3
        && parts.get(3).startsWith("token!")
        && !(parts.get(2).equals(DOMAIN) && plain(parts.get(3)).equals("token!" + token));
  }

  private static Optional<String> fault(RecordedRequest request, List<String> parts) {
    @Nullable String fault = null;
    if (!request.method().equals("POST") || parts.size() != 6 || !parts.get(1).equals("stream")) {
      fault = request.method() + " with " + parts.size() + " parts";
    } else if (!request.body().endsWith("\n")) {
      fault = "no line feed at the end";
    }
    return Optional.ofNullable(fault);
  }

  private static FakeResponse text(int status, String text) {
    return new FakeResponse(status, Map.of("Content-Type", "text/plain"), text);
  }

  private static String plain(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
