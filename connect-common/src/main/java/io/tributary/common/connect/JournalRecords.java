// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.common.Version;
import io.tributary.common.config.SourceConfig;
import io.tributary.common.config.SourceSettings;
import io.tributary.common.error.Secrets;
import io.tributary.common.metrics.Journal;
import io.tributary.common.record.RecordMapper;
import io.tributary.common.vendor.Feed;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;

/** Converts entries of the journal to records, whose members are those of Devo's collectors. */
final class JournalRecords {
  private final Settings settings;
  private final OwnRecords records;
  private final Journal journal;

  /**
   * Where the journal of a connector goes.
   *
   * @param topic the topic, or empty for no journal
   * @param tag the Devo tag that each record carries
   * @param connector the name of the connector
   * @param secrets what no record may show
   */
  record Settings(String topic, String tag, String connector, Secrets secrets) {
    /** The settings of a task, as Connect passes them. */
    static Settings of(SourceConfig config, Map<String, String> given) {
      return new Settings(
          SourceSettings.JOURNAL_TOPIC.of(config),
          SourceSettings.JOURNAL_TAG.of(config),
          given.getOrDefault("name", ""),
          config.secrets());
    }

    boolean isOn() {
      return !topic.isEmpty();
    }
  }

  JournalRecords(Settings settings, OwnRecords records, Journal journal) {
    this.settings = settings;
    this.records = records;
    this.journal = journal;
  }

  /** Returns the records that are due, the oldest first. */
  List<SourceRecord> due() {
    return settings.isOn() ? of(journal.take()) : List.of();
  }

  /** Returns a record for each entry. */
  List<SourceRecord> of(List<Journal.Entry> entries) {
    return entries.stream().map(this::record).toList();
  }

  private SourceRecord record(Journal.Entry entry) {
    var headers = new ConnectHeaders().addString(RecordMapper.DEVO_TAG, settings.tag());
    return records.record(settings.topic(), entry.time(), json(entry), headers);
  }

  private ObjectNode json(Journal.Entry entry) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("msg", settings.secrets().hide(entry.text()));
    json.put("time", entry.time().toString());
    json.put("level", entry.level().name());
    json.put("kind", entry.kind());
    json.put("count", entry.count());
    json.put("collector_name", settings.connector());
    json.put("collector_version", Version.text());
    json.put("input_name", records.feed(Feed.VENDOR));
    json.put("service_name", records.feed(Feed.SERVICE));
    json.put(Feed.VENDOR, records.feed(Feed.VENDOR));
    json.put(Feed.SERVICE, records.feed(Feed.SERVICE));
    json.put(Feed.BASE_URL, records.feed(Feed.BASE_URL));
    json.put(Feed.RESET, records.feed(Feed.RESET));
    return json;
  }
}
