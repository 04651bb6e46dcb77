// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TranscodingTest {
  private static final String TEXT = "{\"a\":\"Zoë, Grün\"}";

  @ParameterizedTest
  @CsvSource({
    "UTF-16,",
    "UTF-16,UTF-8",
    "UTF-16,UTF-16LE",
    "x-UTF-16LE-BOM,",
    "x-UTF-16LE-BOM,UTF-16",
    "UTF-16BE,",
    "UTF-16LE,",
    "UTF-16BE,UTF-16",
    "windows-1252,windows-1252",
    "IBM037,IBM037",
    "UTF-8,",
    "UTF-8,UTF-8",
  })
  void aByteOrderMarkCountsThenTheNameThenTheZeroBytes(String written, String named) {
    var bytes = TEXT.getBytes(Charset.forName(written));
    var charset = named == null ? null : Charset.forName(named);

    assertThat(new String(Transcoding.utf8(bytes, charset, 1000).orElseThrow(), UTF_8))
        .isEqualTo(TEXT);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 8191, 8192, 8193, 40_000})
  void noCharacterIsTornApart(int before) {
    var text = "x".repeat(before) + "\ud83d\ude00".repeat(5000);
    var utf16 = Charset.forName("UTF-16BE");

    var utf8 = Transcoding.utf8(text.getBytes(utf16), utf16, 1_000_000).orElseThrow();

    assertThat(new String(utf8, UTF_8)).isEqualTo(text);
  }

  @Test
  void whatIsUtf8AlreadyIsNotCopied() {
    var bytes = TEXT.getBytes(UTF_8);

    assertThat(Transcoding.utf8(bytes, UTF_8, 1).orElseThrow()).isSameAs(bytes);
  }

  @Test
  void aTextThatGrowsBeyondTheBoundIsNone() {
    var euro = Charset.forName("windows-1252");
    var bytes = "€".repeat(1_000_000).getBytes(euro);

    assertThat(Transcoding.utf8(bytes, euro, 3_000_000)).isPresent();
    assertThat(Transcoding.utf8(bytes, euro, 2_999_999)).isEmpty();
    assertThat(Transcoding.utf8(bytes, euro, 1_000_000)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[", "1"})
  void aShortTextIsWhatItIs(String text) {
    var bytes = text.getBytes(UTF_8);

    assertThat(Transcoding.utf8(bytes, null, 1000)).contains(bytes);
  }
}
