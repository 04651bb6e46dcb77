// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import static io.tributary.common.http.TestApi.TOKEN;
import static io.tributary.common.http.TestApi.failure;
import static io.tributary.common.http.TestApi.get;
import static io.tributary.common.http.TestApi.response;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.error.Recoverability;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ApiClientLimitsTest {
  @RegisterExtension private final TestApi api = new TestApi();

  @Test
  void readsABodyUpToTheLimitAndNoneAboveIt() {
    api.maxBytes(100).answer(200, "x".repeat(100)).answer(200, "x".repeat(101));
    var client = api.client();

    assertThat(get(client).bytes()).hasSize(100);
    assertThat(failure(client).error()).isEqualTo(ApiError.EVENT_TOO_LARGE);
  }

  @Test
  void aDecodedBodyIsNoLargerThanTheLimitEither() {
    var bytes = new Buffer().write("ü".repeat(51).getBytes(ISO_8859_1));
    var type = "Content-Type: application/json; charset=ISO-8859-1";
    api.maxBytes(100).answer(new MockResponse.Builder().body(bytes).addHeader(type));

    assertThat(failure(api.client()).error()).isEqualTo(ApiError.EVENT_TOO_LARGE);
  }

  @Test
  void doesNotReadAnEndlessBodyToItsEnd() {
    api.maxBytes(100)
        .answer(
            new MockResponse.Builder()
                .chunkedBody("x".repeat(100_000), 50)
                .throttleBody(1000, 100, TimeUnit.MILLISECONDS));

    var started = System.nanoTime();

    assertThat(failure(api.client()).error()).isEqualTo(ApiError.EVENT_TOO_LARGE);
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void aBodyThatIsCutIsAConnectionError() {
    api.answer(response(200, "x".repeat(5000)).onResponseBody(new SocketEffect.CloseSocket()));

    assertThat(failure(api.client()).error()).isEqualTo(ApiError.CONNECTION);
  }

  @Test
  void aWaitOfManyDigitsIsAWaitWithEveryStatus() {
    api.answer(503, "", "Retry-After: " + "9".repeat(20)).answer(503, "", "Retry-After: 0");

    assertThat(failure(api.client()).retryAfter()).contains(Duration.ofMillis(Long.MAX_VALUE));
    assertThat(failure(api.client()).error()).isEqualTo(ApiError.SERVER_ERROR);
    assertThat(api.server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void whatIsNotHttpIsQuotedInPartAndWithoutControlCharacters() {
    var status = "Bearer " + TOKEN + " \u001b[31m" + "x".repeat(5_000);
    api.answer(new MockResponse.Builder().status(status));

    var failure = failure(api.client());

    assertThat(failure.error()).isEqualTo(ApiError.CONNECTION);
    assertThat(failure.getMessage()).contains("\\u001b[31mxxx").hasSizeLessThan(400);
    assertThat(failure.getCause().toString()).contains("\\u001b[31mxxx").doesNotContain(TOKEN);
  }

  @Test
  void aRefusedConnectionIsAConnectionError() throws Exception {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    var client =
        api.client(
            URI.create("http://127.0.0.1:" + port),
            Auth.header("X", "", new Password(TOKEN)),
            TestApi.plainTls());

    var failure = failure(client);

    assertThat(failure.error()).isEqualTo(ApiError.CONNECTION);
    assertThat(failure.recoverability()).isEqualTo(Recoverability.RETRY);
    assertThat(failure).hasMessageContaining("127.0.0.1").hasMessageNotContaining(TOKEN);
  }

  @Test
  void theTimeoutBoundsAWholeCallEvenIfBytesKeepTrickling() {
    api.timeout(Duration.ofMillis(400))
        .answer(response(200, "x".repeat(1000)).throttleBody(1, 50, TimeUnit.MILLISECONDS));
    var client = api.client();
    var started = System.nanoTime();

    var failure = failure(client);

    assertThat(failure.error()).isEqualTo(ApiError.TIMEOUT);
    assertThat(failure.recoverability()).isEqualTo(Recoverability.RETRY);
    assertThat(failure).hasMessageContaining("did not answer within 0.4 s");
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void aServerThatSaysNothingIsATimeout() {
    api.timeout(Duration.ofMillis(300))
        .answer(response(200, "").onResponseStart(SocketEffect.Stall.INSTANCE));

    assertThat(failure(api.client()).error()).isEqualTo(ApiError.TIMEOUT);
  }

  @Test
  void closingFromAnotherThreadEndsAHangingCallAtOnce() throws Exception {
    api.timeout(Duration.ofMinutes(1))
        .answer(response(200, "").onResponseStart(SocketEffect.Stall.INSTANCE));
    var client = api.client();
    var call = CompletableFuture.supplyAsync(() -> get(client));
    api.taken();

    client.close();

    assertThatThrownBy(() -> call.get(1, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(ApiException.class);
  }

  @Test
  void aClosedClientMakesNoNewCall() {
    api.answer(200, "{}");
    var client = api.client();

    client.close();

    assertThat(failure(client).error()).isEqualTo(ApiError.CONNECTION);
    assertThat(api.server.getRequestCount()).isZero();
  }
}
