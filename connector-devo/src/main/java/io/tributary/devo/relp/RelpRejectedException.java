package io.tributary.devo.relp;

import io.tributary.devo.message.RecordPosition;
import java.io.IOException;

/** An answer other than 200 to a message. */
final class RelpRejectedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient RecordPosition place;
  private final String answer;

  /**
   * A refusal.
   *
   * @param place where the record stands
   */
  RelpRejectedException(RecordPosition place, String answer) {
    super("the record at " + place + " was answered with " + answer);
    this.place = place;
    this.answer = answer;
  }

  RecordPosition place() {
    return place;
  }

  String answer() {
    return answer;
  }
}
