package io.tributary.common.error;

/** Faults of the Devo sink. */
public enum SinkError implements CollectorError {
  NOT_DELIVERED(
      600,
      "Devo has not confirmed what was sent over %s: %s",
      "The connection failed, timed out or was cut.",
      "The connector reconnects and sends it again; check the network if it lasts",
      Recoverability.RETRY),
  CERTIFICATE_REFUSED(
      601,
      "The TLS handshake with %s was refused: %s",
      "One side does not accept the certificate of the other.",
      "Check that the certificate, key and chain come from this Devo domain, are not expired, and that the endpoint is right; then restart the task",
      Recoverability.STOP),
  TAG_INVALID(
      602,
      "The record at %s has no Devo tag: %s",
      "The tag in the record, or the name of its topic where nothing else gives one, is not a tag.",
      "Set tag or tag.map, or correct the header devo.tag: 2 to 6 levels such as my.app.a",
      Recoverability.STOP),
  EVENT_TOO_LARGE(
      603,
      "The record at %s makes a message of %s bytes, more than %s",
      "The message is longer than the sink was told to send, or than Devo takes.",
      "Set max.event.bytes to what Devo takes; oversize.policy can truncate or skip what is longer",
      Recoverability.STOP),
  LINE_BREAK(
      604,
      "The record at %s holds a line break, which would split the message in two",
      "The value is text of several lines and multiline.mode is fail.",
      "Set multiline.mode to escape, space or octet-counting",
      Recoverability.STOP),
  VALUE_UNREADABLE(
      605,
      "The record at %s has a value that cannot be turned into text: %s",
      "The value is neither text nor bytes nor something that can be written as JSON.",
      "Check value.converter of the connector",
      Recoverability.STOP),
  TOKEN_REFUSED(
      606,
      "Devo refused the token at %s: %s",
      "The token or the domain is wrong, or the token may not write to the table of the tag.",
      "Check domain and token: of type HTTP ingestion, not expired, allowed for these tables; then restart the task",
      Recoverability.STOP),
  NO_INTAKE(
      607,
      "There is no HTTP intake of Devo at %s: %s",
      "The address or its path is wrong.",
      "Set endpoint to the HTTP address of your region, and check domain; then restart the task",
      Recoverability.STOP),
  REDIRECTED(
      608,
      "%s answered with a redirect, which is not followed: %s",
      "The answer points elsewhere, where the token must not go.",
      "Set endpoint to the address the intake itself answers on; then restart the task",
      Recoverability.STOP),
  EVENT_REFUSED(
      609,
      "Devo refused the record at %s: %s",
      "Devo takes other events and answers this one with an error.",
      "Look at the value of the record and at its tag",
      Recoverability.STOP),
  ALL_REFUSED(
      610,
      "Devo refuses every event sent to %s: %s",
      "Not the events but the requests are wrong.",
      "Check endpoint, domain and tags; then restart the task",
      Recoverability.STOP);

  // A record of text and numbers, which the checker does not see.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Entry entry;

  SinkError(int id, String text, String cause, String remedy, Recoverability recoverability) {
    entry = new Entry(id, text, cause, remedy, recoverability);
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
