// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.record;

import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.JsonPointerBasedFilter;
import com.fasterxml.jackson.core.filter.TokenFilter.Inclusion;
import io.tributary.common.config.TagMap;
import io.tributary.common.event.Event;
import io.tributary.common.json.LenientJson;
import java.io.IOException;

/** The Devo tag of an event, as the vendor sent it. */
@FunctionalInterface
public interface TagSelector {
  String of(Event event);

  /** The same tag for all. */
  static TagSelector always(String tag) {
    return event -> tag;
  }

  /** A tag by the kind of event; an event without a kind gets the tag of all other kinds. */
  static TagSelector by(TagMap map) {
    var filter = new JsonPointerBasedFilter(map.kindPointer());
    return event -> {
      var json = event.json();
      try (var parser =
          new FilteringParserDelegate(
              LenientJson.FACTORY.createParser(json.bytes(), json.offset(), json.length()),
              filter,
              Inclusion.ONLY_INCLUDE_ALL,
              false)) {
        var kind = parser.nextToken();
        return map.tag(kind != null && kind.isScalarValue() ? parser.getText() : "");
      } catch (IOException e) {
        return map.tag("");
      }
    };
  }
}
