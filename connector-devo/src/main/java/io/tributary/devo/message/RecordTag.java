// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.message;

import io.tributary.common.config.Validators;
import io.tributary.common.error.ForeignText;
import io.tributary.devo.config.AllowedTags;
import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.error.SinkError;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The tag of a record: its header {@code tag.header}, else the entry of its topic in {@code
 * tag.map}, else {@code tag}, else the name of its topic. A tag in a header must be text, because a
 * converter that makes a number of {@code 1.10} has lost what was written. One thread calls it.
 */
final class RecordTag {
  private final String headerName;
  private final AllowedTags allowed;
  private final Map<String, String> byTopic;
  private final Optional<String> otherwise;
  private String lastOfHeader = "";
  private String lastOfTopic = "";

  RecordTag(DevoSinkConfig config) {
    headerName = config.tagHeader();
    allowed = config.allowedTags();
    byTopic = config.tagMap();
    otherwise = config.tag();
  }

  /** Whether a header of this name may choose the tag. */
  boolean isChosenBy(String header) {
    return header.equals(headerName);
  }

  /**
   * Returns a valid tag.
   *
   * @param header the header that may choose it
   * @throws DataException with {@link SinkError#TAG_INVALID} if there is none
   */
  String of(SinkRecord record, @Nullable Header header) {
    return header != null && header.value() != null
        ? ofHeader(record, header.value())
        : ofTopic(record);
  }

  private String ofHeader(SinkRecord record, Object value) {
    var tag =
        PlainText.of(value)
            .orElseThrow(
                () ->
                    invalid(
                        record,
                        "the header "
                            + headerName
                            + " is not text but "
                            + value.getClass().getSimpleName()
                            + ". Set header.converter to"
                            + " org.apache.kafka.connect.storage.StringConverter"));
    if (tag.equals(lastOfHeader)) {
      return lastOfHeader;
    }
    requireTag(record, tag);
    if (!allowed.include(tag)) {
      throw invalid(record, tag + ", which the setting tags.allowed does not include");
    }
    lastOfHeader = tag;
    return tag;
  }

  private String ofTopic(SinkRecord record) {
    var tag =
        Optional.ofNullable(byTopic.get(record.topic())).or(() -> otherwise).orElse(record.topic());
    if (tag.equals(lastOfTopic)) {
      return lastOfTopic;
    }
    requireTag(record, tag);
    lastOfTopic = tag;
    return tag;
  }

  private static void requireTag(SinkRecord record, String tag) {
    if (!Validators.isTag(tag)) {
      throw invalid(record, ForeignText.shorten(tag));
    }
  }

  private static DataException invalid(SinkRecord record, String why) {
    return new DataException(SinkError.TAG_INVALID.message(RecordPosition.of(record), why));
  }
}
