// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.relp;

import io.tributary.devo.message.RecordPosition;
import java.io.IOException;

/** The receiver answered a message with a code other than 200. */
final class RelpRejectedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient RecordPosition position;
  private final String answer;

  /** The record at this position was rejected with this answer. */
  RelpRejectedException(RecordPosition position, String answer) {
    super("the record at " + position + " was answered with " + answer);
    this.position = position;
    this.answer = answer;
  }

  RecordPosition position() {
    return position;
  }

  String answer() {
    return answer;
  }
}
