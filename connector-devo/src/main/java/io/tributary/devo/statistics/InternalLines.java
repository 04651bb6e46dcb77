// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.statistics;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.common.Version;
import io.tributary.common.error.Secrets;
import io.tributary.common.metrics.Journal;
import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.message.DevoMessage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * The lines that a sink writes about itself, whose members are those of Devo's collectors: errors
 * at once, and statistics once a minute if anything was sent. Not thread-safe.
 */
public final class InternalLines implements AutoCloseable {
  private static final String INPUT = "devo";
  private static final String SERVICE = "standard_senders";

  private final Form form;
  private final LineSender sender;
  private final InstantSource clock;
  private Figures before = Figures.NONE;
  private Instant since;

  /**
   * The form of the lines.
   *
   * @param connector the name of the connector
   * @param secrets what no line may show
   */
  private record Form(String tag, String host, String connector, Secrets secrets) {}

  private InternalLines(Form form, LineSender sender, InstantSource clock) {
    this.form = form;
    this.sender = sender;
    this.clock = clock;
    since = clock.instant();
  }

  /** The lines of a task with these settings, as Connect passes them, too. */
  public static InternalLines of(
      DevoSinkConfig config, Map<String, String> given, LineSender sender, InstantSource clock) {
    var form =
        new Form(
            config.internalTag().orElse(""),
            config.sourceHost(),
            given.getOrDefault("name", ""),
            Secrets.in(config.values()));
    return new InternalLines(form, sender, clock);
  }

  /** No lines. */
  public static InternalLines none() {
    return new InternalLines(
        new Form("", "", "", Secrets.NONE), LineSender.NONE, InstantSource.system());
  }

  InstantSource clock() {
    return clock;
  }

  /** Whether anything is written. */
  boolean areOn() {
    return sender.isOn();
  }

  /** Writes these entries. Called often, also without any. */
  void write(List<Journal.Entry> entries) {
    sender.send(entries.stream().map(this::message).toList());
  }

  /** Writes the statistics of a minute, unless nothing was sent in it. */
  void write(Figures now) {
    var present = clock.instant();
    if (areOn() && now.differFrom(before)) {
      sender.send(List.of(message(present, statistics(now, present))));
    }
    before = now;
    since = present;
  }

  private ObjectNode statistics(Figures now, Instant present) {
    var elapsed = (present.toEpochMilli() - since.toEpochMilli()) / 1000.0;
    var text =
        "Standard - Total number of messages sent: %d, messages sent since \"%s\": %d (elapsed %s seconds)"
            .formatted(now.sent(), since, now.sent() - before.sent(), elapsed);
    var line = line(present, Journal.Level.INFO, text, "statistics");
    line.put("sent", now.sent() - before.sent());
    line.put("unconfirmed", now.unconfirmed());
    line.put("sent_again", now.sentAgain() - before.sentAgain());
    line.put("refused", now.refused() - before.refused());
    line.put("dead_letters", now.deadLetters() - before.deadLetters());
    line.put("connections_lost", now.connectionsLost() - before.connectionsLost());
    line.put("connection", now.connection());
    line.put("is_connection_open", now.connection().equals("open"));
    line.put("time_to_devo_p50_ms", now.p50());
    line.put("time_to_devo_p99_ms", now.p99());
    return line;
  }

  private DevoMessage message(Journal.Entry entry) {
    var line = line(entry.time(), entry.level(), entry.text(), entry.kind());
    return message(entry.time(), line.put("count", entry.count()));
  }

  private DevoMessage message(Instant time, ObjectNode line) {
    return new DevoMessage(form.tag(), time, form.host(), line.toString());
  }

  private ObjectNode line(Instant time, Journal.Level level, String text, String kind) {
    var line = JsonNodeFactory.instance.objectNode();
    line.put("msg", form.secrets().hide(text));
    line.put("time", time.toString());
    line.put("level", level.name());
    line.put("kind", kind);
    line.put("collector_name", form.connector());
    line.put("collector_version", Version.text());
    line.put("input_name", INPUT);
    line.put("service_name", SERVICE);
    return line;
  }

  @Override
  public void close() {
    sender.close();
  }
}
