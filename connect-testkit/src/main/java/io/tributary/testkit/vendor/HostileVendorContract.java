// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.vendor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.testkit.http.Fault;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The requirements on every source whose vendor, or whoever answers in its place, means harm: the
 * feed goes on behind it, nobody else on the worker notices, and no text of it reaches an operator
 * in a form that could do anything (R6, R7).
 */
abstract class HostileVendorContract extends VendorHarness {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
  private static final String MB = "x".repeat(1 << 20);

  /** Clears a terminal, sets its title, forges a line, hides what follows. */
  private static final String EVIL = "\u001b[2J\u001b]0;owned\u0007\u0085\u009b1m";

  /** What one answer may take from the worker: a few times the 64 MiB of response.max.bytes. */
  private static final long MOST_BYTES = 600L << 20;

  private static final int LONGEST_MESSAGE = 1_000;

  HostileVendorContract(VendorFixture fixture) {
    super(fixture);
  }

  static Stream<Arguments> hostileAnswers() {
    var answers = new HashMap<String, Fault>();
    answers.put("a status line of 8 MB", new Fault.Raw("HTTP/1.1 500 ", MB, 8));
    answers.put("a status line with control characters", raw("HTTP/1.1 500 " + EVIL + "\r\n\r\n"));
    answers.put("a status that is no number", raw("HTTP/1.1 9" + EVIL + "9 no\r\n\r\n"));
    answers.put("no HTTP at all", raw("220 " + EVIL + " ESMTP\r\n" + EVIL));
    answers.put("HTTP/2 without asking", raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
    answers.put("a header of 8 MB", new Fault.Raw(OK + "X-Long: ", MB, 8));
    answers.put("a million headers", new Fault.Raw(OK, "X-Many: of them\r\n", 1_000_000));
    answers.put("ten thousand cookies", new Fault.Raw(OK, "Set-Cookie: a=b\r\n", 10_000));
    answers.put(
        "continued without end", new Fault.Raw("", "HTTP/1.1 100 Continue\r\n\r\n", 1_000_000));
    answers.put(
        "a header with control characters", raw(OK + "X" + EVIL + ": " + EVIL + "\r\n\r\n"));
    answers.put("a length below zero", raw(OK + "Content-Length: -1\r\n\r\n[]"));
    answers.put(
        "a length beyond a long", raw(OK + "Content-Length: " + "9".repeat(30) + "\r\n\r\n"));
    answers.put("two lengths", raw(OK + "Content-Length: 2\r\nContent-Length: 90000\r\n\r\n[]"));
    answers.put("a length of 2 GB", raw(OK + "Content-Length: 2147483647\r\n\r\n["));
    answers.put(
        "a chunk size of 8 MB", new Fault.Raw(OK + "Transfer-Encoding: chunked\r\n\r\n", MB, 8));
    answers.put(
        "a chunk below zero", raw(OK + "Transfer-Encoding: chunked\r\n\r\n-5\r\nabcde\r\n"));
    answers.put("a body without end", new Fault.Raw(OK + "\r\n[", MB.replace('x', ' '), 100));
    answers.put("a body that is no gzip", raw(OK + "Content-Encoding: gzip\r\n\r\n" + EVIL));
    answers.put("an error with control characters", Fault.status(400, error()));
    answers.put("a page of control characters", Fault.status(200, "{\"" + EVIL + "\":" + EVIL));
    for (var location :
        new String[] {
          "file:///etc/passwd",
          "javascript:alert(1)",
          "//evil.example/",
          "https://169.254.169.254/latest/meta-data",
          "http://127.0.0.1:1/" + "y".repeat(100_000),
          EVIL,
          ""
        }) {
      answers.put(
          "a redirect to " + location.substring(0, Math.min(20, location.length())),
          raw("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + location + "\r\n\r\n"));
    }
    for (var wait : new String[] {"-1", "1e400", "NaN", "9".repeat(400), EVIL}) {
      answers.put("Retry-After: " + wait.substring(0, 2), Fault.tooManyRequests(wait));
    }
    for (var date :
        new String[] {
          "Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", EVIL, "9".repeat(9_999)
        }) {
      answers.put(
          "the date " + date.substring(0, 4),
          Fault.status(500, Map.of("Date", date), "{\"error\":\"" + date + "\"}"));
    }
    return answers.entrySet().stream()
        .map(answer -> Arguments.of(answer.getKey(), answer.getValue()));
  }

  private static Fault raw(String text) {
    return new Fault.Raw(text, "", 0);
  }

  /** As JSON may write them, so that they are characters of the text. */
  private static String error() {
    return "{\"error\":\"\\u001b[2J\\u0007\\n2026-11-30 ERROR [root]\\u202e" + MB + "\"}";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostileAnswers")
  void aFeedThatHasWorkedGoesOnBehindAHostileAnswer(String name, Fault hostile)
      throws InterruptedException {
    var settings = new HashMap<>(settings());
    settings.put("request.timeout.ms", "5000");
    settings.put("retry.after.max.ms", "1000");
    start(Map.of(), settings);
    assertExact(pollUntil(EVENTS));
    var before = allocated();

    faults().next(hostile, hostile);
    var sent = pollForRequests(3);
    assertTrue(allocated() - before < 2 * MOST_BYTES, () -> "bytes: " + (allocated() - before));
    var now = Instant.now();
    vendor.add(fixture.rows(3, 5, now.minusSeconds(5), now));

    sent.addAll(pollUntil(5 - sent.size()));
    assertEquals(5, sent.size());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostileAnswers")
  void whatFailsAFirstStartIsShortAndShowsNoControlCharacter(String name, Fault hostile)
      throws InterruptedException {
    faults().always(hostile);
    startWith("retry.after.max.ms", "1000");

    try {
      pollForRequests(hostile instanceof Fault.Raw ? 6 : 2);
    } catch (ConnectException e) {
      assertTrue(String.valueOf(e.getMessage()).matches("\\w+Error \\d+: .*"), e.getMessage());
      for (Throwable each = e; each != null; each = each.getCause()) {
        var text = String.valueOf(each.getMessage());
        assertTrue(text.length() <= LONGEST_MESSAGE, () -> text.length() + " characters");
        assertEquals(-1, firstControl(text), text);
      }
    }
  }

  @Test
  void aHealthyFeedBesideAHostileOneMissesNothing() throws InterruptedException {
    var answers = hostileAnswers().map(answer -> (Fault) answer.get()[1]).toArray(Fault[]::new);
    start();
    assertExact(pollUntil(EVENTS));
    faults().next(answers);
    var besieged = new Thread(this::pollUntilInterrupted);
    besieged.start();

    var healthy = newTask();
    try (var other = fixture.start()) {
      other.add(fixture.rows(7, EVENTS, DAY, DAY.plus(Duration.ofDays(1))));
      var settings = settings();
      var address = vendor.url().toString();
      settings.replaceAll((key, value) -> value.replace(address, other.url().toString()));
      healthy.initialize(new TaskContext(Map.of(), settings));
      healthy.start(settings);

      assertEquals(other.truth().keySet(), new HashSet<>(keys(pollUntil(healthy, EVENTS))));
    } finally {
      healthy.stop();
      besieged.interrupt();
      besieged.join();
    }
  }

  private void pollUntilInterrupted() {
    try {
      while (!Thread.interrupted()) {
        task.poll();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the threads that fetch have allocated so far, in bytes. */
  private static long allocated() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.dumpAllThreads(false, false))
        .filter(thread -> thread.getThreadName().startsWith("tributary-fetch"))
        .mapToLong(thread -> threads.getThreadAllocatedBytes(thread.getThreadId()))
        .sum();
  }

  private static int firstControl(String text) {
    return text.chars().filter(Character::isISOControl).findFirst().orElse(-1);
  }
}
