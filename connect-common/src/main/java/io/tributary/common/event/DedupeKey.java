// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tributary.common.json.ByteSlice;
import io.tributary.common.json.LenientJson;
import io.tributary.common.json.PointerTree;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Defines which events are duplicates. An event whose identity has changed since it was sent is
 * sent again, under the same id.
 */
@FunctionalInterface
public interface DedupeKey {
  /** The id alone. An event is sent once. */
  DedupeKey ID = (id, time, json) -> id;

  /** The id and the SHA-256 of the bytes. An event is sent again when anything in it changes. */
  DedupeKey ID_AND_HASH = (id, time, json) -> id + ' ' + HexFormat.of().formatHex(json.sha256());

  /**
   * The id and the time, for vendors whose time is that of the last change. An event is sent again
   * after each change.
   */
  DedupeKey ID_AND_TIME = (id, time, json) -> id + ' ' + time;

  /** Whether events are told apart by their id, and by nothing that a user has chosen. */
  static boolean isById(DedupeKey key) {
    return key == ID || key == ID_AND_HASH || key == ID_AND_TIME;
  }

  /** Returns the key that the setting {@code dedupe.key} describes. */
  static DedupeKey of(String setting) {
    return switch (setting) {
      case "id" -> ID;
      case "id_and_hash" -> ID_AND_HASH;
      case "id_and_time" -> ID_AND_TIME;
      default -> members(List.of(setting.strip().split("\\s*,\\s*", -1)));
    };
  }

  /**
   * Returns the key made of the scalars at some JSON pointers. An event that has none of them is
   * identified by its id.
   */
  static DedupeKey members(List<String> pointers) {
    var tree = PointerTree.of(pointers);
    return (id, time, json) -> {
      var texts = new TreeMap<Integer, String>();
      try (var parser =
          LenientJson.FACTORY.createParser(json.bytes(), json.offset(), json.length())) {
        if (parser.nextToken() == JsonToken.START_OBJECT) {
          collect(parser, tree, texts);
        }
      } catch (IOException e) {
        return id;
      }
      return texts.isEmpty() ? id : texts.toString();
    };
  }

  private static void collect(JsonParser parser, PointerTree at, Map<Integer, String> texts)
      throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var member = at.member(parser.currentName());
      var token = parser.nextToken();
      if (member != null && token == JsonToken.START_OBJECT) {
        collect(parser, member, texts);
      } else if (member != null && member.rank() != PointerTree.NONE && token.isScalarValue()) {
        // With its length, so that no text of one member looks like that of two.
        texts.put(member.rank(), parser.getTextLength() + ":" + parser.getText());
      } else {
        parser.skipChildren();
      }
    }
  }

  /** Returns the identity of an event with the given id, time (UTC) and bytes. */
  String of(String id, @Nullable Instant time, ByteSlice json);
}
