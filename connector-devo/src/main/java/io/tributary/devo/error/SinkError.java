// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.error;

import io.tributary.common.error.CollectorError;
import io.tributary.common.error.Recoverability;
import java.util.Optional;
import java.util.stream.Stream;

/** Errors of the Devo sink. */
public enum SinkError implements CollectorError {
  NOT_DELIVERED(
      600,
      "Devo has not confirmed the messages sent over %s: %s",
      "The connection failed, timed out or was lost.",
      "The connector reconnects and sends them again. Check the network if this happens repeatedly",
      Recoverability.RETRY),
  CERTIFICATE_REFUSED(
      601,
      "The TLS handshake with %s was refused: %s",
      "One side does not accept the certificate of the other.",
      "Check that the certificate, key and chain belong to this Devo domain and have not expired, and that the endpoint is correct, then restart the task",
      Recoverability.STOP),
  TAG_INVALID(
      602,
      "The record at %s has no valid Devo tag: %s",
      "The header that chooses the tag (devo.tag, or what tag.header names) is not text, not a Devo tag, or not among tags.allowed. Or the record has no such header, no tag is set, and the name of the topic is not a Devo tag.",
      "Set tag or tag.map, or correct the header. A tag has 2 to 6 levels, such as my.app.a, and tags.allowed, where set, must include it",
      Recoverability.STOP),
  EVENT_TOO_LARGE(
      603,
      "The record at %s makes a message of %s bytes, more than %s",
      "The message is longer than max.event.bytes, or than Devo accepts.",
      "Set max.event.bytes to the limit of Devo. With oversize.policy, longer messages can be truncated or skipped",
      Recoverability.STOP),
  LINE_BREAK(
      604,
      "The record at %s contains a line break, which would split the message in two",
      "The value is text of several lines, and multiline.mode is fail.",
      "Set multiline.mode to escape, space or octet-counting",
      Recoverability.STOP),
  VALUE_UNREADABLE(
      605,
      "The record at %s has a value that cannot be converted to text: %s",
      "The value is neither text nor bytes, and contains an object that cannot be written as JSON, or is nested too deeply.",
      "Check value.converter and the transforms of the connector",
      Recoverability.STOP),
  TOKEN_REFUSED(
      606,
      "Devo rejected the token at %s: %s",
      "The token or the domain is wrong, or the token may not write to the table of the tag.",
      "Check domain and token. The token must be of type HTTP ingestion, not expired, and allowed for these tables. Then restart the task",
      Recoverability.STOP),
  NO_INTAKE(
      607,
      "There is no HTTP intake of Devo at %s: %s",
      "The address or its path is wrong.",
      "Set endpoint to the HTTP address of your region and check domain, then restart the task",
      Recoverability.STOP),
  REDIRECTED(
      608,
      "%s answered with a redirect, which is not followed: %s",
      "The redirect leads to another address, which must not receive the token.",
      "Set endpoint to the address of the intake itself, then restart the task",
      Recoverability.STOP),
  EVENT_REFUSED(
      609,
      "Devo rejected the record at %s: %s",
      "Devo accepts other events and answers this one with an error.",
      "Check the value and the tag of the record",
      Recoverability.STOP),
  ALL_REFUSED(
      610,
      "Devo rejects every event sent to %s: %s",
      "The requests are wrong, and not single events.",
      "Check endpoint, domain and tags, then restart the task",
      Recoverability.STOP),
  DEAD_LETTER_REFUSED(
      611,
      "The dead letter queue has not taken the record at %s: %s",
      "The record is larger than the producer or the topic of the queue allows, or the topic is missing.",
      "Set producer.override.max.request.size of the connector and max.message.bytes of the topic above the size of the record, see that the topic exists, then restart the task. Nothing is lost: the offset is not committed",
      Recoverability.STOP);

  // A record of text and numbers, which the checker does not see.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Entry entry;

  SinkError(int id, String text, String cause, String remedy, Recoverability recoverability) {
    entry = new Entry(id, text, cause, remedy, recoverability);
  }

  /** The error that an exception with its message reports, if it is one of these. */
  public static Optional<SinkError> of(Exception e) {
    var text = String.valueOf(e.getMessage());
    return Stream.of(values()).filter(error -> text.startsWith(error.label() + ":")).findFirst();
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
