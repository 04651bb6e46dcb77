// SPDX-License-Identifier: Apache-2.0
package io.tributary.connect.rest;

import java.io.IOException;
import java.net.URI;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A worker with scripted responses, a new one for each test. */
abstract class WorkerFixture {
  final MockWebServer worker = new MockWebServer();
  ConnectApi api = ConnectApi.at(URI.create("http://127.0.0.1:1"));

  @BeforeEach
  void start() throws IOException {
    worker.start();
    api = ConnectApi.at(worker.url("/").uri());
  }

  @AfterEach
  void stop() {
    worker.close();
  }

  final void answers(int status, String body) {
    worker.enqueue(new MockResponse.Builder().code(status).body(body).build());
  }

  final String requested() throws InterruptedException {
    var request = worker.takeRequest();
    var body = request.getBody() == null ? "" : request.getBody().utf8();
    return request.getMethod() + ' ' + request.getTarget() + ' ' + body;
  }
}
