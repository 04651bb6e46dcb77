// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http.oauth;

import static io.tributary.common.http.TestApi.failure;
import static io.tributary.common.http.TestApi.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.InitVariablesError;
import io.tributary.common.http.TestApi;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers to a login from a server that wants to hold the worker. */
@Timeout(20)
class LoginLimitsTest {
  private static final int MIB = 1024 * 1024;

  @RegisterExtension private final TestApi api = new TestApi().maxBytes(64L * MIB);

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "0,", " ", "\"x\","})
  void aZippedBodyOf64MibIsReadInPart(String part) throws Exception {
    api.answer(zipped(200, "{\"a\":[", part));

    assertThat(failure(new TestLogin(api).client).error()).isEqualTo(ApiError.UNREADABLE);
    assertThat(api.bytesRead()).isEqualTo(MIB);
  }

  @Test
  void aZippedErrorOf64MibIsReadInPart() throws Exception {
    api.answer(zipped(403, "{\"error\":\"x\",\"a\":", "["));

    var failure = failure(new TestLogin(api).client);

    assertThat(failure.error()).isEqualTo(InitVariablesError.TOKEN_STATUS);
    assertThat(failure.getMessage()).hasSizeLessThanOrEqualTo(400);
    assertThat(api.bytesRead()).isEqualTo(MIB);
  }

  @Test
  void aTokenIsFoundInALargeAnswerButNotBehindATooLargeOne() {
    var filler = "{\"filler\":\"" + "x".repeat(MIB - 100) + "\",";
    api.answer(200, filler + "\"access_token\":\"t\"}").answer(200, "{}");
    get(new TestLogin(api).client);

    api.answer(200, filler + "\"more\":\"" + "x".repeat(100) + "\",\"access_token\":\"t\"}");
    assertThat(failure(new TestLogin(api).client).error()).isEqualTo(ApiError.UNREADABLE);
  }

  @Test
  void anAnswerThatIsNestedTooDeeplyIsUnreadable() {
    var deep = "{\"access_token\":\"t\",\"a\":" + "[".repeat(2000) + "]".repeat(2000) + "}";
    api.answer(200, deep);

    assertThat(failure(new TestLogin(api).client).error()).isEqualTo(ApiError.UNREADABLE);
  }

  @Test
  void anEndlessAnswerIsNotReadToItsEnd() {
    api.answer(
        new MockResponse.Builder()
            .chunkedBody("x".repeat(8 * MIB), 64 * 1024)
            .throttleBody(2L * MIB, 1, TimeUnit.SECONDS));

    assertThat(failure(new TestLogin(api).client).error()).isEqualTo(ApiError.UNREADABLE);
    assertThat(api.bytesRead()).isEqualTo(MIB);
  }

  private static MockResponse.Builder zipped(int status, String start, String part)
      throws IOException {
    var body = new Buffer();
    try (var gzip = Okio.buffer(new GzipSink(body))) {
      gzip.writeUtf8(start);
      var block = part.repeat(MIB / part.length());
      for (var i = 0; i < 64; i++) {
        gzip.writeUtf8(block);
      }
    }
    return new MockResponse.Builder()
        .code(status)
        .body(body)
        .addHeader("Content-Encoding: gzip")
        .addHeader("Content-Type: application/json");
  }
}
