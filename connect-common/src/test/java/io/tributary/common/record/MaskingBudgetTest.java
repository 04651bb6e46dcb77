// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.record;

import static io.tributary.common.event.Events.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.event.Event;
import io.tributary.common.event.Events;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.obfuscation.Masks;
import io.tributary.common.record.RecordSettings.Format;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** What patterns may take of a page: hostile events cost nobody but themselves their masking. */
class MaskingBudgetTest {
  private static final String MAIL = "[\\\\w.+-]+@[\\\\w.-]+";
  private static final String WORD = "x".repeat(5_000);

  @Test
  void longWordsDoNotHideEventsFromTheDocumentedPattern() {
    var text = WORD + " bob@example.com";

    var records = records(MAIL, Collections.nCopies(1_000, text), 0);

    assertThat(records)
        .hasSize(1_000)
        .allSatisfy(
            record -> assertThat(record.value()).isEqualTo(value(WORD + " ****SANITIZED****")));
  }

  @Test
  void aPatternThatNeedsJavaReadsLongWordsToo() {
    var records =
        records("(?<![\\\\w.])[a-z]{1,64}@[a-z.]+", Collections.nCopies(100, WORD + " b@c"), 0);

    assertThat(records)
        .allSatisfy(
            record -> assertThat(record.value()).isEqualTo(value(WORD + " ****SANITIZED****")));
  }

  @Test
  void onlyTheEventsThatABacktrackingPatternDoesNotEndOnAreWithheld() {
    var texts = new ArrayList<String>();
    for (var i = 0; i < 100; i++) {
      texts.add(i % 2 == 0 ? WORD : "see xxxy " + i);
    }

    var records = records("(x+x+)+(?=y)", texts, 50);

    for (var i = 0; i < 100; i++) {
      if (i % 2 == 0) {
        assertThat(records.get(i).value()).asString().contains("@tributary_withheld");
      } else {
        assertThat(records.get(i).value()).isEqualTo(value("see ****SANITIZED****y " + i));
      }
    }
  }

  private static String value(String note) {
    return "{\"note\":\"%s\",\"@devo_pulling_id\":\"1\"}".formatted(note);
  }

  private static List<SourceRecord> records(String pattern, List<String> notes, long withheld) {
    var metrics = Events.metrics();
    var rules = "[{\"name\":[\"note\"],\"string_patterns\":[\"%s\"]}]".formatted(pattern);
    var settings =
        new RecordSettings(
            "topic", TagSelector.always("my.app.tag"), Format.JSON, false, true, "", 1_000_000);
    var events =
        notes.stream().map(n -> Event.of("x", null, json("{\"note\":\"" + n + "\"}"))).toList();
    var records =
        new RecordMapper(Map.of(), settings, Masks.of(rules), () -> Instant.EPOCH, metrics)
            .records(events, Collections.nCopies(events.size(), Map.of()), 1);
    assertThat(metrics.value(SourceMetric.WITHHELD)).isEqualTo(withheld);
    return records;
  }
}
