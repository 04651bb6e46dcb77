// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectorLogTest {
  @AfterEach
  void forgetTheConnector() {
    ConnectorLog.nameThread(Map.of());
  }

  @Test
  void aLineBeginsWithItsConnector() {
    ConnectorLog.nameThread(Map.of("name", "kw-audit"));

    assertThat(ConnectorLog.text("{} rows", 3)).isEqualTo("kw-audit: 3 rows");
  }

  @Test
  void threadsThatATaskStartsBelongToItsConnector() throws Exception {
    ConnectorLog.nameThread(Map.of("name", "kw-audit"));
    var line = new CompletableFuture<String>();

    var thread = new Thread(() -> line.complete(ConnectorLog.text("reading")));
    thread.start();
    thread.join();

    assertThat(line).isCompletedWithValue("kw-audit: reading");
  }

  @Test
  void aThreadBelongsToTheConnectorThatItStartedLast() {
    ConnectorLog.nameThread(Map.of("name", "kw-audit"));
    ConnectorLog.nameThread(Map.of("name", "devo"));

    assertThat(ConnectorLog.text("writing")).isEqualTo("devo: writing");
  }

  @Test
  void aNameOrAnEventCannotForgeALine() {
    var forged = "x\n2026-11-30 ERROR [root] all is lost\u001b[2J\u202e\u009d0;title\u0007";
    ConnectorLog.nameThread(Map.of("name", "kw\r\n{}audit"));

    var line = ConnectorLog.text("Event {} was replaced", forged);

    assertThat(line)
        .isEqualTo(
            "kw {}audit: Event x\\u000a2026-11-30 ERROR [root] all is lost\\u001b[2J\\u202e"
                + "\\u009d0;title\\u0007 was replaced");
  }

  @Test
  void anArgumentIsCutAndNumbersAreNot() {
    var line = ConnectorLog.text("{} of {}: {}", 1_000_000, null, "x".repeat(100_000));

    assertThat(line).isEqualTo("1000000 of null: " + "x".repeat(500) + "…");
  }

  @Test
  void anExceptionIsTextLikeAnyOther() {
    var line = ConnectorLog.text("{}", new IllegalStateException("a\nb"));

    assertThat(line).isEqualTo("java.lang.IllegalStateException: a\\u000ab");
  }

  @Test
  void theArgumentsOfANumberedErrorPassTheSameGate() {
    var message = ApiError.UNREADABLE.message("JSON", "a\u001b]0;b\u0007" + "c".repeat(10_000));

    assertThat(message).contains("a\\u001b]0;b\\u0007ccc").hasSizeLessThan(800);
  }
}
