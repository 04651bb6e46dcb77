// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.devo.config.DevoSinkConfig;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.apache.kafka.connect.storage.StringConverter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a record holds, time, host and tag have the grammar that receivers parse. */
class MessageGrammarTest {
  private static final Pattern HOST = Pattern.compile("[!-9;-~]{1,255}");
  private static final Pattern TAG = Pattern.compile("[\\w-]+(\\.[\\w-]+){1,5}");

  @ParameterizedTest
  @CsvSource({
    "iso,     [0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}\\.[0-9]{3}Z",
    "rfc5424, [0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}\\.[0-9]{3}Z",
    "rfc3164,"
        + " (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ 1-3][0-9] [0-9]{2}(:[0-9]{2}){2}",
    "sentinel, Jan  1 00:00:00"
  })
  void holdsForEveryTimeThatAHeaderOrARecordCanHave(String format, String grammar) {
    var config =
        new DevoSinkConfig(Map.of("endpoint", "tcp://127.0.0.1:1", "timestamp.format", format));
    var mapper = new MessageMapper(config, InstantSource.system());
    var random = new Random(11);

    for (var number = 0; number < 10_000; number++) {
      var message = mapper.map(record(random)).orElseThrow();

      assertThat(config.syslogFormat().timestamps().text(message.time())).matches(grammar);
      assertThat(message.host()).matches(HOST);
      assertThat(message.tag()).matches(TAG);
    }
    assertThat(mapper.timesReplaced()).isPositive();
  }

  private static SinkRecord record(Random random) {
    var record =
        new SinkRecord(
            "my.app.a", 0, null, null, null, "x", 0, millis(random), TimestampType.CREATE_TIME);
    if (random.nextBoolean()) {
      var converter = random.nextBoolean() ? new SimpleHeaderConverter() : new StringConverter();
      var text = Instant.ofEpochMilli(millis(random)).toString();
      var value = converter.toConnectHeader("", "", text.getBytes(UTF_8));
      record.headers().add("event.time", value);
    }
    return record;
  }

  /** From milliseconds to hundreds of millions of years, before and after 1970. */
  private static long millis(Random random) {
    return random.nextLong() >> random.nextInt(64);
  }
}
