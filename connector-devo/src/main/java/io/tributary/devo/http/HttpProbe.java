// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import io.tributary.common.error.Answer;
import io.tributary.devo.config.DevoSinkConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks an intake to take nothing, with a domain and a token that do not exist. Devo refuses that; a
 * web server that accepts everything does not, and neither does a portal or filter that answers in
 * its place. Nothing of the customer's is sent.
 */
public final class HttpProbe implements AutoCloseable {
  private static final String NOBODY = "tributary-connection-check";
  private static final String TOKEN = "0".repeat(32);
  private static final HttpBatch.Destination NOWHERE =
      new HttpBatch.Destination("test.drop.free", NOBODY);

  private final OkHttpSender sender;

  /** Uses the client, proxy and TLS of the sender. */
  public HttpProbe(DevoSinkConfig config) {
    sender = new OkHttpSender(config, NOBODY, TOKEN);
  }

  /**
   * Makes the request.
   *
   * @return the answer if no intake may have given it
   * @throws IOException if there is no answer, or one that may pass, such as 503
   */
  public Optional<Answer> fault(Duration timeout) throws IOException {
    sender.post(new HttpBatch(NOWHERE, 0, 0));
    var result = sender.poll(timeout);
    if (result == null) {
      throw new IOException("no answer within " + timeout.toMillis() + " ms");
    }
    if (result.failure() != null) {
      throw result.failure();
    }
    var response = result.response();
    if (response == null || response.status() >= 500 || response.status() == 429) {
      throw new IOException("it answered " + result.answer());
    }
    return response.isRefusal()
        ? Optional.empty()
        : Optional.of(new Answer(result.answer(), String.valueOf(response.status())));
  }

  /** Cancels the request. Any thread may call it. */
  @Override
  public void close() {
    sender.close();
  }
}
