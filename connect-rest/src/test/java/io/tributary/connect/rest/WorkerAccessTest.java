// SPDX-License-Identifier: Apache-2.0
package io.tributary.connect.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

/** The login of a client, which no text shows. */
class WorkerAccessTest extends WorkerFixture {
  @Test
  void sendsTheLoginWithEveryCall() throws Exception {
    answers(200, "[]");
    var protectedApi =
        ConnectApi.at(worker.url("/").uri(), WorkerAccess.OPEN.withLogin("Aladdin", "open sesame"));

    protectedApi.connectors();

    assertThat(worker.takeRequest().getHeaders().get("Authorization"))
        .isEqualTo("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  }

  @Test
  void followsNoRedirect() {
    answers(307, "");

    assertThatThrownBy(() -> api.connectors()).hasMessageStartingWith("The worker answers 307");
  }

  @Test
  void showsNoSecret() {
    assertThat(WorkerAccess.OPEN.withLogin("ops", "s3cret"))
        .hasToString("WorkerAccess[login=true, authorities=0]");
    assertThatThrownBy(() -> WorkerAccess.OPEN.withLogin("o:ps", "s3cret"))
        .hasMessageNotContaining("s3cret");
    assertThatThrownBy(() -> ConnectApi.at(URI.create("http://ops:s3cret@localhost:8083")))
        .hasMessage("The URL of a worker must not contain a user or a password.");
  }
}
