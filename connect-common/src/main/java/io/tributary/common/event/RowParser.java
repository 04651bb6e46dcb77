// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tributary.common.json.ByteSlice;
import io.tributary.common.json.LenientJson;
import io.tributary.common.json.PointerTree;
import io.tributary.common.json.TimestampFormat;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads the id and the time of one row. Immutable. */
record RowParser(PointerTree ids, PointerTree times, TimestampFormat format, DedupeKey identity) {

  /** Earlier times count as missing, because some systems write zero for a missing time. */
  private static final Instant EARLIEST = Instant.parse("1970-01-02T00:00:00Z");

  /** Returns the event that begins at the current token. Leaves the parser at the end of it. */
  Event row(JsonParser parser, byte[] bytes) throws IOException {
    var from = (int) parser.currentTokenLocation().getByteOffset();
    var id = new BestValue();
    var time = new BestValue();
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      members(parser, ids, times, id, time);
    } else {
      parser.skipChildren();
      parser.finishToken();
    }
    var to = (int) parser.currentLocation().getByteOffset();
    return Event.of(id.text(), time(time.text()), new ByteSlice(bytes, from, to - from), identity);
  }

  /**
   * Returns the event for a row that cannot be parsed. It has the time that precedes the unreadable
   * part, if there is one.
   */
  Event unreadable(ByteSlice row) {
    return Event.unreadable(time(timeText(row)), row);
  }

  /** Returns the text of the time of a row, or an empty text. */
  String timeText(ByteSlice row) {
    var time = new BestValue();
    try (var parser = LenientJson.FACTORY.createParser(row.bytes(), row.offset(), row.length())) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        members(parser, null, times, new BestValue(), time);
      }
    } catch (IOException expected) {
      // The unreadable part: what precedes it counts.
    }
    return time.text();
  }

  private static void members(
      JsonParser parser,
      @Nullable PointerTree idAt,
      @Nullable PointerTree timeAt,
      BestValue id,
      BestValue time)
      throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      var token = parser.nextToken();
      if (token == null) {
        // Only a row by itself can end here. A page that ends is unreadable.
        return;
      }
      var idHere = idAt == null ? null : idAt.member(name);
      var timeHere = timeAt == null ? null : timeAt.member(name);
      if (token == JsonToken.START_OBJECT && (idHere != null || timeHere != null)) {
        members(parser, idHere, timeHere, id, time);
      } else if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
        id.offer(idHere, parser);
        time.offer(timeHere, parser);
      } else {
        parser.skipChildren();
      }
    }
  }

  private @Nullable Instant time(String text) {
    return format.parse(text).filter(time -> !time.isBefore(EARLIEST)).orElse(null);
  }
}
