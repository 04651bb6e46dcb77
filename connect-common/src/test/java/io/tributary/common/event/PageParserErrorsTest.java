// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.event;

import static io.tributary.common.event.PageBodies.body;
import static io.tributary.common.event.PageBodies.reader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that tell of an error are neither pages nor their end. */
class PageParserErrorsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"errors\":[{\"code\":\"X\",\"message\":\"m\"}]}",
        "{\"error\":[{\"code\":\"X\"}]}",
        "{\"error\":{\"code\":\"X\"}}",
        "{\"error\":{\"inner\":{\"a\":[1,{}]}}}",
        "{\"error\":\"invalid\",\"error_description\":\"m\"}",
        "{\"code\":\"X\",\"message\":\"m\"}",
        "{\"errors\":[[7]],\"events\":[{\"id\":1}]}",
        "{\"success\":false,\"message\":\"index unavailable\",\"data\":[]}",
        "{\"data\":[],\"success\":\"false\"}",
        "{\"success\":0,\"data\":null}",
        "{\"success\":false,\"request_id\":\"r\"}",
        "{\"ok\":false,\"data\":[]}",
        "{\"status\":\"error\",\"message\":\"m\",\"data\":[]}",
        "{\"error\":true,\"data\":[]}",
        "{\"error\":17,\"data\":[]}",
        "{\"events\":[],\"errors\":[{\"code\":\"X\"}]}",
        "{\"events\":null,\"errors\":[\"X\"]}",
      })
  void anErrorIsNoPage(String text) {
    assertThat(reader().rows(body(text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"events\":[{\"id\":1,\"error\":{\"code\":\"X\"}}],\"errors\":[]}",
        "{\"errors\":[],\"error\":null,\"events\":[{\"id\":1}]}",
        "{\"error\":{},\"events\":[{\"id\":1}]}",
        "{\"error\":\"\",\"events\":[{\"id\":1}]}",
        "{\"success\":true,\"error\":{\"code\":null},\"data\":[{\"id\":1}]}",
        "{\"error\":{\"code\":null,\"message\":\"\",\"details\":[],\"x\":{\"y\":[null]}},\"data\":[{\"id\":1}]}",
        "{\"errors\":[null],\"data\":[{\"id\":1}]}",
        "{\"errors\":[{\"code\":null}],\"data\":[{\"id\":1}]}",
        "{\"error\":0,\"data\":[{\"id\":1}]}",
        "{\"error\":{\"code\":0},\"data\":[{\"id\":1}]}",
        "{\"success\":false,\"data\":[{\"id\":1}]}",
        "{\"data\":[{\"id\":1}],\"status\":\"error\"}",
        "{\"error\":true,\"data\":[{\"id\":1}]}",
        "{\"error\":false,\"events\":[{\"id\":1}]}",
        "{\"meta\":{\"errors\":[1]},\"events\":[{\"id\":1}]}",
        "{\"code\":\"OK\",\"message\":\"m\",\"events\":[{\"id\":1}]}",
        "[{\"id\":1,\"code\":\"X\",\"message\":\"m\",\"error\":\"e\"}]",
      })
  void aPageMayHaveRoomForErrors(String text) {
    assertThat(reader().rows(body(text))).hasValueSatisfying(rows -> assertThat(rows).hasSize(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"errors\":[]}", "{\"message\":\"m\"}", "{\"code\":\"X\"}"})
  void aBodyThatIsNeitherIsUnreadable(String text) {
    assertThatThrownBy(() -> reader().rows(body(text)))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.error()).isEqualTo(ApiError.UNREADABLE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"success\":true,\"error\":{\"code\":null},\"data\":[]}",
        "{\"success\":true,\"error\":null,\"data\":null}",
        "{\"status\":\"success\",\"data\":[]}",
        "{\"status\":200,\"data\":[]}",
      })
  void aPageWithoutRowsIsNoErrorUnlessItSaysSo(String text) {
    assertThat(reader().rows(body(text))).contains(List.of());
  }

  @Test
  void rowsMayBeCalledErrors() {
    var reader = new PageParser(List.of("/errors"), List.of("/id"), List.of("/time"));

    assertThat(reader.rows(body("{\"errors\":[{\"id\":1}]}"))).isPresent();
  }
}
