// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.error;

/** Faults of settings and offsets, most of them found before a task starts. */
public enum SetupError implements CollectorError {
  BASE_URL_MISSING(
      1,
      "%s must be specified",
      "The address of the instance is not configured.",
      "Set it to http[s]://host[:port]",
      Recoverability.STOP),
  BASE_URL_TYPE(
      2,
      "%s not of expected type: string",
      "The address is not a string.",
      "Set it to http[s]://host[:port]",
      Recoverability.STOP),
  BASE_URL_FORMAT(
      3,
      "%s must look like http[s]://host[:port][/path], got: %s",
      "The address does not have the expected form.",
      "Correct the address; it must not have a user, query or fragment",
      Recoverability.STOP),
  CREDENTIALS_MISSING(
      4,
      "Required section credentials not found",
      "Cannot occur: a connector has no sections.",
      "Nothing to do",
      Recoverability.STOP),
  CREDENTIALS_TYPE(
      5,
      "Section credentials not of expected type: map",
      "Cannot occur: a connector has no sections.",
      "Nothing to do",
      Recoverability.STOP),
  USER_MISSING(
      6,
      "Required setting %s not found",
      "A setting that identifies the user is missing.",
      "Give it a value",
      Recoverability.STOP),
  USER_TYPE(
      7,
      "Required setting %s not of expected type: string",
      "A setting that identifies the user is not a string.",
      "Give it a text value",
      Recoverability.STOP),
  SECRET_MISSING(
      8,
      "Required setting %s not found",
      "A secret is missing.",
      "Give it a value, preferably through a ConfigProvider",
      Recoverability.STOP),
  SECRET_TYPE(
      9,
      "Required setting %s not of expected type: string",
      "A secret is not a string.",
      "Give it a text value",
      Recoverability.STOP),
  SWITCH_TYPE(
      10,
      "Setting %s not of expected type: boolean",
      "A boolean is neither true nor false.",
      "Set it to true or false",
      Recoverability.STOP),
  PAGE_SIZE(
      11,
      "%s must be greater than or equal to %s and less than or equal to %s, got: %s",
      "The page size is outside the limits of the API.",
      "Choose a value within the limits",
      Recoverability.STOP),
  TAG_MAP_DEFAULT(
      12,
      "The tag map must have an entry named default",
      "The map has no tag for kinds of events that it does not list.",
      "Add an entry such as default:my.app.other to devo.tag.map",
      Recoverability.STOP),
  RESET_TYPE(
      13,
      "Setting %s not of expected type: string",
      "The reset value is not a string.",
      "Set it to any text that has not been used before",
      Recoverability.STOP),
  START_TYPE(
      14,
      "Setting %s not of expected type: string",
      "The start time is not a string.",
      "Set it to a time such as 2026-03-01T00:00:00Z",
      Recoverability.STOP),
  START_FORMAT(
      15,
      "%s does not match the expected format, got: %s",
      "The start time is not a timestamp.",
      "Set it to a time such as 2026-03-01T00:00:00Z",
      Recoverability.STOP),
  START_TOO_OLD(
      16,
      "%s must not be older than %s days, got: %s",
      "A feed without an offset would begin earlier than the vendor is expected to keep its log.",
      "Choose a later time, or raise initial.start.time.max.age.days (0 accepts any age)",
      Recoverability.STOP),
  START_IN_FUTURE(
      17,
      "%s must not be later than the current date, got: %s",
      "The start time is in the future.",
      "Choose a time in the past",
      Recoverability.STOP),
  SETTING_MISSING(
      700,
      "Required setting %s not found",
      "A setting without a default is missing.",
      "Give it a value",
      Recoverability.STOP),
  SETTING_INVALID(
      701,
      "Setting %s is not valid: %s",
      "The value has the wrong type, is out of range or is not one of the allowed values.",
      "Correct the value",
      Recoverability.STOP),
  SETTINGS_CONFLICT(
      702,
      "Setting %s makes no sense here: %s",
      "Two settings contradict each other.",
      "Change one of them",
      Recoverability.STOP),
  KEY_MATERIAL(
      703,
      "Setting %s cannot be used: %s",
      "A certificate, key or key store cannot be read or does not match the others.",
      "Check the file or text, its type and its password, then restart a failed task",
      Recoverability.STOP),
  ERRORS_TOLERATED(
      704,
      "%s=all would lose events: without exactly-once delivery Connect drops each record that Kafka refuses, and commits past it",
      "Connect stores the offset of a record that it has dropped, so the connector never reads the event again.",
      "Set it to none, or set exactly.once.support to required, on workers with exactly.once.source.support=enabled",
      Recoverability.STOP),
  ACKS_TOO_FEW(
      705,
      "%s=%s would lose events: Connect commits past records that only one broker has, or none",
      "A broker that fails loses records that no other has a copy of, although their offset is stored.",
      "Remove it, or set it to all",
      Recoverability.STOP),
  CONFIG_PROVIDERS(
      706,
      "%s is a setting of a worker, unknown to a connector",
      "Config providers of a connector could read files that the worker's own providers must not.",
      "Remove it, and refer to the config providers of the worker",
      Recoverability.STOP),
  NOT_RESOLVED(
      707,
      "Setting %s was not resolved: it still refers to the config provider %s",
      "A worker leaves a reference as it is if it cannot replace it, and would send it to the vendor as if it were the secret.",
      "Make sure that every worker has a config provider of that name, that its allowed.paths include the path, and that the file has the key; the names of properties are case-sensitive. Then restart the connector with its tasks",
      Recoverability.STOP),
  AUTO_COMMIT(
      708,
      "%s=true would lose events: the consumer commits records as soon as it has read them",
      "Kafka's consumer then commits offsets on its own, past events that nobody has confirmed.",
      "Remove it. Connect commits what the sink has confirmed",
      Recoverability.STOP),
  OFFSET_UNREADABLE(
      710,
      "The offset cannot be used: %s",
      "The offset was edited by hand or was not written by this connector.",
      "Correct it with PATCH /connectors/{name}/offsets or remove it with DELETE /connectors/{name}/offsets",
      Recoverability.STOP),
  OFFSET_NEWER(
      711,
      "The offset has version %s, but this connector supports versions up to %s",
      "A newer release of the connector wrote it.",
      "Install that release again, or remove the offset",
      Recoverability.STOP),
  SEEN_FULL(
      720,
      "More than %s events share the second %s and the seconds after it, more than one offset can remember",
      "A burst within one second has more events than one offset can hold.",
      "Lower overlap.ms; if it happens at a single time of the log, move the offset past that time",
      Recoverability.STOP),
  VALUE_NOT_MASKED(
      730,
      "A record of topic %s cannot be masked: %s",
      "The transform masks JSON objects and arrays as text, bytes or schemaless maps, and rejects everything else.",
      "Use a converter that produces one of these, and check the rules",
      Recoverability.STOP);

  // A record of text and numbers, which the checker does not see.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Entry entry;

  SetupError(int id, String text, String cause, String remedy, Recoverability recoverability) {
    entry = new Entry(id, text, cause, remedy, recoverability);
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
