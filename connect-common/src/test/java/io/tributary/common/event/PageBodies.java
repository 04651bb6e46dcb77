// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.common.http.Body;
import java.util.List;

/** Bodies made of text, and the events a reader of several envelopes finds in them. */
final class PageBodies {
  static final String SOURCE = "GET https://example.com/events";

  private PageBodies() {}

  static PageParser reader() {
    return new PageParser(
        List.of("/events", "/data", "/result/items", ""),
        List.of("/id", "/guid", "/nested/deep/id"),
        List.of("/created", "/nested/time"));
  }

  static List<Event> read(String text) {
    var body = body(text);
    return reader().read(body).rows(body);
  }

  static Body body(String text) {
    return new Body(SOURCE, text.getBytes(UTF_8));
  }

  static List<String> texts(List<Event> events) {
    return events.stream().map(event -> event.json().text()).toList();
  }
}
