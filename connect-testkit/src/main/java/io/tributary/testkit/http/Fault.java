// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.http;

import java.time.Duration;
import java.util.Map;

/** A fault of a fake server, which replaces or changes its regular response. */
public sealed interface Fault {
  /** Another response, with these headers and this body. */
  record Status(int code, Map<String, String> headers, String body) implements Fault {}

  /**
   * This status, and a body that quotes the request's Authorization header and its form: as sent,
   * decoded, and in Base64.
   */
  record Echo(int code) implements Fault {}

  /** Resets the connection before the response. */
  record ResetBefore() implements Fault {}

  /** Resets the connection after half of the body. */
  record ResetWithin() implements Fault {}

  /** Processes the request, then resets the connection before the response. */
  record ResetAfter() implements Fault {}

  /** Closes the connection in order after half of the announced body. */
  record CutBody() implements Fault {}

  /** Does not answer until the server is closed. */
  record Hang() implements Fault {}

  /** Sends the head at once and the body at one byte per second. */
  record Trickle() implements Fault {}

  /** Delays the regular response. */
  record Slow(Duration delay) implements Fault {}

  /** 200 with this many bytes of JSON and no announced length. */
  record HugeBody(long bytes) implements Fault {}

  /** These bytes, then a piece as often as given, whether that is HTTP or not; then the end. */
  record Raw(String start, String piece, int times) implements Fault {}

  static Fault status(int code) {
    return new Status(code, Map.of(), "");
  }

  static Fault status(int code, String body) {
    return new Status(code, Map.of("Content-Type", "application/json"), body);
  }

  static Fault status(int code, Map<String, String> headers, String body) {
    return new Status(code, headers, body);
  }

  /** 429. The value may be seconds, a fraction, an HTTP date or invalid. */
  static Fault tooManyRequests(String retryAfter) {
    return new Status(429, Map.of("Retry-After", retryAfter), "");
  }

  /** An HTML page with status 200, like a proxy's login page. */
  static Fault html() {
    return new Status(
        200,
        Map.of("Content-Type", "text/html; charset=utf-8"),
        "<!DOCTYPE html><html><body>Please sign in.</body></html>");
  }

  static Fault redirect(String location) {
    return new Status(302, Map.of("Location", location), "");
  }

  static Fault echo(int code) {
    return new Echo(code);
  }

  static Fault resetBefore() {
    return new ResetBefore();
  }

  static Fault resetWithin() {
    return new ResetWithin();
  }

  static Fault resetAfter() {
    return new ResetAfter();
  }

  static Fault cutBody() {
    return new CutBody();
  }

  static Fault hang() {
    return new Hang();
  }

  static Fault trickle() {
    return new Trickle();
  }

  static Fault slow(Duration delay) {
    return new Slow(delay);
  }

  static Fault hugeBody(long bytes) {
    return new HugeBody(bytes);
  }
}
