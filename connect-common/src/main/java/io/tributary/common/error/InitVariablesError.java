// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.error;

/** Faults found before a feed is read: in its start time and its login. */
public enum InitVariablesError implements CollectorError {
  START_TIME_FORMAT(
      1,
      "Invalid %s: %s. Must be in parseable datetime format",
      "The start time is not a timestamp.",
      "Set it to a time such as 2026-03-01T00:00:00Z",
      Recoverability.STOP),
  START_TIME_NOT_PAST(
      2,
      "Invalid %s: %s. Must be in the past",
      "The start time is not in the past.",
      "Choose a time in the past",
      Recoverability.STOP),
  TOKEN_STATUS(
      100,
      "Unexpected status code when fetching %s token: %s",
      "The login failed.",
      "Correct the credentials, login method or token address, then restart a failed task",
      Recoverability.STOP),
  CLIENT_ID_STATUS(
      101,
      "Unexpected status code when fetching %s client_id: %s",
      "The client id could not be fetched from the instance.",
      "Set client.id, or make sure that base.url is correct and that the instance publishes its client id",
      Recoverability.STOP),
  CLIENT_ID_PARSE(
      102,
      "Cannot parse client_id from the %s server",
      "The page that contains the client id in older releases does not contain it.",
      "Set client.id",
      Recoverability.STOP);

  // A record of text and numbers, which the checker does not see.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Entry entry;

  InitVariablesError(
      int id, String text, String cause, String remedy, Recoverability recoverability) {
    entry = new Entry(id, text, cause, remedy, recoverability);
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
