// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.http;

import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A server that has nothing but its faults. */
final class EmptyServer extends FakeServer {
  static final String BODY = "{\"error\":\"Not found\"}";

  EmptyServer(@Nullable SSLContext tls) {
    super(0, tls);
  }

  @Override
  protected FakeResponse answer(RecordedRequest request) {
    return FakeResponse.json(404, BODY);
  }
}
