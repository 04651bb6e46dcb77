// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.Fuzz;
import io.tributary.common.RandomText;
import io.tributary.common.error.ApiException;
import io.tributary.common.error.Causes;
import io.tributary.common.event.PageParser;
import io.tributary.common.http.oauth.PasswordGrant;
import io.tributary.common.http.oauth.TokenAuth;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;

/**
 * Answers that are HTTP and ones that are not, to a login and to a request for a page. They are
 * read, or fail with an entry of the catalogue that is fit for a log (R3, R6, R7).
 */
class AnswerFuzzTest {
  private static final int LONGEST_MESSAGE = 400;
  private static final PageParser PAGES =
      new PageParser(List.of("/data"), List.of("/id"), List.of());
  private static final List<String> STATUSES =
      List.of(
          "200",
          "201 Created",
          "204 No Content",
          "206 Part",
          "302 Found",
          "307 Moved",
          "400 Bad Request",
          "401 Unauthorized",
          "403 Forbidden",
          "404 Not Found",
          "407 Proxy",
          "408 Timeout",
          "413 Large",
          "422 Odd",
          "429 Slow down",
          "490 Blocked",
          "500",
          "503 Busy");
  private static final List<String> ODD_STATUSES =
      List.of("100 Continue", "0", "-1", "99999", "2OO OK", "999", "500 \u001b[31m", "\u009b", "");
  private static final List<String> HEADERS =
      List.of(
          "Date: Sun, 01 Mar 2026 12:00:00 GMT",
          "Date: Fri, 31 Dec 9999 23:59:59 GMT",
          "Date: Thu, 01 Jan 1970 00:00:00 GMT",
          "Date: now",
          "Retry-After: 7",
          "Retry-After: -1",
          "Retry-After: 99999999999999999999",
          "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT",
          "Location: /events?a=b",
          "Location: http://[::1",
          "Location: https://other.example/x",
          "Location: //\u001b[2J",
          "Content-Type: application/json; charset=utf-16",
          "Content-Type: text/html; charset=\"x y\"",
          "Content-Type: ;;;",
          "X: \u0001",
          "WWW-Authenticate: Bearer realm=\"\u001b\"",
          "Set-Cookie: a=\u0007b; Path=/");
  private static final List<String> ODD_HEADERS =
      List.of(
          "Content-Length: 3",
          "Content-Length: -1",
          "Content-Length: 999999999999",
          "no colon",
          "Content-Encoding: gzip",
          "Transfer-Encoding: chunked",
          ": no name",
          "X: \u0000",
          "\u001b");

  @Test
  void everyAnswerIsReadOrFailsWithAnEntryOfTheCatalogue() throws Exception {
    try (var server = new AnswerServer();
        var api = new TestApi()) {
      var tls = TestApi.plainTls();
      var url = server.url("");
      var grant = new PasswordGrant(Map.of("client_id", "c"), "u", new Password(TestApi.TOKEN));
      var auth = new TokenAuth(server.url("/token"), grant, api.clock);
      var loginClient = api.client(url, auth, tls);
      var pageClient =
          api.client(url, Auth.header("Authorization", "Bearer", new Password(TestApi.TOKEN)), tls);
      Fuzz.check(
          getClass(),
          random -> {
            serve(server, random);
            auth.renew();
            return random.nextInt(4) == 0 ? isRead(loginClient) : isRead(pageClient);
          });
    }
  }

  private static boolean isRead(ApiClient client) {
    try {
      client.get("/events", Query.NONE, Map.of(), PAGES::rows);
      return true;
    } catch (ApiException e) {
      assertThat(e.getMessage()).startsWith(e.error().label() + ": ").contains(e.error().remedy());
      assertThat(e.getMessage().length()).as(e.getMessage()).isLessThanOrEqualTo(LONGEST_MESSAGE);
      assertThat(Causes.of(e)).allSatisfy(AnswerFuzzTest::isFitForALog);
      return e.error().id() < 490;
    }
  }

  private static void isFitForALog(Throwable exception) {
    var text = exception.toString();
    assertThat(text.chars().filter(Character::isISOControl)).as(text).isEmpty();
    assertThat(text).doesNotContain(TestApi.TOKEN);
  }

  private static void serve(AnswerServer server, Random random) throws IOException {
    var text = new RandomText(random);
    var intact = text.chance(0.8);
    var answer = answer(text, random, intact);
    if (intact) {
      server.answer(answer, text.chance(0.05));
    } else {
      server.answer(text.damaged(answer), true);
    }
  }

  private static byte[] answer(RandomText text, Random random, boolean intact) throws IOException {
    var body = body(text, random);
    var headers = new ArrayList<String>();
    for (var i = random.nextInt(3); i > 0; i--) {
      headers.add(text.one(intact || text.chance(0.7) ? HEADERS : ODD_HEADERS));
    }
    if (intact || text.chance(0.5)) {
      headers.add("Content-Length: " + body.length);
    }
    var status = text.one(intact || text.chance(0.7) ? STATUSES : ODD_STATUSES);
    var head =
        "HTTP/1.1 "
            + (text.chance(0.4) ? "200 OK" : status)
            + "\r\n"
            + String.join("\r\n", headers)
            + "\r\n\r\n";
    var answer = new ByteArrayOutputStream();
    answer.writeBytes(head.getBytes(ISO_8859_1));
    answer.writeBytes(body);
    return answer.toByteArray();
  }

  private static byte[] body(RandomText text, Random random) throws IOException {
    var body =
        switch (random.nextInt(6)) {
          case 0 -> text.object(List.of(text.member("data", text.value(2))));
          case 1 -> text.object(List.of(text.member("error", text.value(3))));
          case 2 ->
              text.object(
                  List.of(
                      text.member("code", text.string()),
                      text.member(
                          "message", "\"" + "\u001b[31m\b".repeat(random.nextInt(90)) + '"')));
          case 3 -> text.object(List.of(text.member("access_token", "\"t\"")));
          case 4 ->
              "<html>\u009b\r\n Bearer "
                  + TestApi.TOKEN
                  + "\u0000\u202e".repeat(random.nextInt(200));
          default -> text.value(3);
        };
    return text.chance(0.1) ? gzip(body.getBytes(UTF_8)) : body.getBytes(UTF_8);
  }

  private static byte[] gzip(byte[] bytes) {
    var zipped = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return zipped.toByteArray();
  }
}
