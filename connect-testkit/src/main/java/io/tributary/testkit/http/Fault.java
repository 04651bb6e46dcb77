// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.http;

import java.time.Duration;
import java.util.Map;

/** What a fake server does instead of, or to, its proper answer. */
public sealed interface Fault {
  /** Another answer, with these headers and this body. */
  record Status(int code, Map<String, String> headers, String body) implements Fault {}

  /**
   * This status, and a body that quotes what the request carried: its Authorization header and its
   * form, as it was sent, decoded, and in Base64.
   */
  record Echo(int code) implements Fault {}

  /** The connection is reset before a byte is answered. */
  record ResetBefore() implements Fault {}

  /** The connection is reset after half of the body. */
  record ResetWithin() implements Fault {}

  /** The request is dealt with, then the connection is reset before a byte is answered. */
  record ResetAfter() implements Fault {}

  /** The connection is closed in order after half of the promised body. */
  record CutBody() implements Fault {}

  /** Nothing is answered until the server is closed. */
  record Hang() implements Fault {}

  /** The head comes at once, the body one byte a second. */
  record Trickle() implements Fault {}

  /** The proper answer, after a while. */
  record Slow(Duration delay) implements Fault {}

  /** 200 with so many bytes of JSON and no announced length. */
  record HugeBody(long bytes) implements Fault {}

  static Fault status(int code) {
    return new Status(code, Map.of(), "");
  }

  static Fault status(int code, String body) {
    return new Status(code, Map.of("Content-Type", "application/json"), body);
  }

  static Fault status(int code, Map<String, String> headers, String body) {
    return new Status(code, headers, body);
  }

  /** 429; the value may be seconds, a fraction, an HTTP date or nonsense. */
  static Fault tooManyRequests(String retryAfter) {
    return new Status(429, Map.of("Retry-After", retryAfter), "");
  }

  /** A page of HTML with status 200, as a proxy's login page. */
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
