// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;

class QueryTest {
  private static final HttpUrl ADDRESS = HttpUrl.get("https://example.com/events");

  @Test
  void aQueryKeepsTheOrderOfItsPairsAndEscapesThem() {
    var query = Query.NONE.with("b:in", "1,2").with("a", "é &=+#/%").with("a", true);

    assertThat(Query.NONE.on(ADDRESS)).isEqualTo(ADDRESS);
    assertThat(query.with(Map.of()).on(ADDRESS).encodedQuery())
        .isEqualTo("b%3Ain=1%2C2&a=%C3%A9%20%26%3D%2B%23%2F%25&a=true");
    assertThat(Query.NONE.withEach("l[]", List.of("x", "")).on(ADDRESS).encodedQuery())
        .isEqualTo("l%5B%5D=x&l%5B%5D=");
  }

  @Test
  void encodesEveryCharacterAsAFormDoesExceptTheSpace() {
    for (var letter = 0; letter <= 0x2000; letter++) {
      var text = Character.toString(letter);
      var expected = URLEncoder.encode(text, UTF_8).replace("+", "%20");

      assertThat(Query.NONE.with(text, text).on(ADDRESS).encodedQuery())
          .as("character %x", letter)
          .isEqualTo(expected + "=" + expected);
    }
  }
}
