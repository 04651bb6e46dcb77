package io.tributary.devo.message;

import java.time.Instant;

/**
 * One event on its way to a Devo table.
 *
 * @param tag selects the table
 * @param time time of the event; Devo itself searches by the time of arrival
 * @param host who sends it; no spaces and no colon
 * @param body the event
 */
public record DevoMessage(String tag, Instant time, String host, String body) {}
