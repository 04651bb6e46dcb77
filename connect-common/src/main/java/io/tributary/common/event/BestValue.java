// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.event;

import com.fasterxml.jackson.core.JsonParser;
import io.tributary.common.json.PointerTree;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The best candidate so far for the id or the time of an event. A blank text, {@code 0} and a UUID
 * of zeros are what some systems write where they have no value, so these are none.
 */
final class BestValue {
  private String text = "";
  private int rank = PointerTree.NONE;

  /** Offers the current value of the parser, to which pointers lead as far as the given node. */
  void offer(@Nullable PointerTree at, JsonParser parser) throws IOException {
    if (at != null && at.rank() < rank && isValue(parser.getText())) {
      text = parser.getText();
      rank = at.rank();
    }
  }

  /** The text of the best candidate, or empty text. */
  String text() {
    return text;
  }

  private static boolean isValue(String candidate) {
    for (var at = 0; at < candidate.length(); at++) {
      if ("0- ".indexOf(candidate.charAt(at)) < 0) {
        return true;
      }
    }
    return false;
  }
}
