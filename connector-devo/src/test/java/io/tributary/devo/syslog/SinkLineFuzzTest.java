// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.syslog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.json.LenientJson;
import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.config.MultilineMode;
import io.tributary.devo.config.SyslogFormat;
import io.tributary.devo.config.TimestampFormat;
import io.tributary.devo.message.Batch;
import io.tributary.devo.message.MessageMapper;
import io.tributary.devo.message.RecordPosition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Values of all kinds on the wire and back: one message each, with nothing that a receiver takes
 * for the end of it. Each case is made by its seed alone, and a failure names the command that
 * replays it.
 */
class SinkLineFuzzTest {
  private static final int CASES = Integer.getInteger("fuzz.cases", 20_000) / 4;
  private static final int SEED = Integer.getInteger("fuzz.seed", 0);
  private static final String TIME = "2026-03-01T08:15:42.250Z";
  private static final int MOST_BYTES = 60;
  private static final Pattern HEADER = Pattern.compile("<14>(\\S+) kc1 ([\\w.]+): ");
  private static final List<String> PIECES =
      List.of(
          "{", "}", "[", "]", "\"", ":", ",", "\\", "\\n", "\\0", "n", "0", "\n", "\r", "\r\n",
          "\u0000", "é", "😀", "\ud83d", "\u2028", "\u0085", " ", "<14>", "x: ", "\t", "null");
  private static final List<String> JSON =
      List.of(
          "{\"a\":1}",
          "[1,\n2]",
          "{\r\n\"a\\n\" : \"C:\\\\n\"}",
          "{\"a\":\n[{\"b\":\"é\\u0000\"}]}",
          "{\"a\":\"b\nc\"}",
          "{\"a\":1}\n{\"b\":2}",
          "\n[\"\\\\\"]\n",
          "[\"\\\"\n\",\n1]",
          "{\n}");

  @ParameterizedTest
  @EnumSource(MultilineMode.class)
  void eachMessageComesBackAndNoneBreaksAnother(MultilineMode mode) {
    var mapper = mapper(mode);
    var first = SEED == 0 ? 1 : SEED;
    for (var seed = first; seed <= (SEED == 0 ? CASES : SEED); seed++) {
      try {
        holds(new Random(seed * 0x9E3779B97F4A7C15L), mode, mapper);
      } catch (Exception | AssertionError e) {
        throw new AssertionError(
            "Replay it: mvn verify -pl connector-devo -am -Dtest=SinkLineFuzzTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dfuzz.seed="
                + seed,
            e);
      }
    }
  }

  private static void holds(Random random, MultilineMode mode, MessageMapper mapper)
      throws IOException {
    var records = IntStream.range(0, 4).mapToObj(i -> record(random, i)).toList();
    var rejected = new ArrayList<String>();
    var items = new ArrayList<Batch.Item>();
    for (var record : records) {
      try {
        mapper
            .map(record)
            .ifPresent(
                message -> items.add(new Batch.Item(record, RecordPosition.of(record), message)));
      } catch (DataException e) {
        rejected.add(e.getMessage());
      }
    }
    var batch = new Batch(items);
    assertThat(rejected).allMatch(why -> why.startsWith("SinkError 60"));
    assertThat(rejected.isEmpty() || mode == MultilineMode.FAIL).isTrue();

    var lines = split(bytes(batch, mode == MultilineMode.OCTET_COUNTING), mode);

    assertThat(lines).hasSameSizeAs(batch.items());
    assertThat(batch.items().size() + rejected.size()).isEqualTo(records.size());
    for (var i = 0; i < lines.size(); i++) {
      var record = batch.items().get(i).record();
      var header = HEADER.matcher(lines.get(i));
      assertThat(header.lookingAt()).as(lines.get(i)).isTrue();
      assertThat(header.group(1)).isEqualTo(TIME);
      assertThat(header.group(2)).isEqualTo("my.app.t" + record.kafkaOffset());
      compare(text(record.value()), lines.get(i).substring(header.end()), mode);
    }
  }

  private static void compare(String text, String body, MultilineMode mode) {
    var sent = new String(text.getBytes(UTF_8), UTF_8);
    var spaced = sent.replaceAll("[\r\n\u0000]", " ");
    var isCut = body.getBytes(UTF_8).length > MOST_BYTES - 4;
    switch (mode) {
      case OCTET_COUNTING -> assertThat(isCut ? sent : body).startsWith(isCut ? body : sent);
      case SPACE -> assertThat(isCut ? spaced : body).startsWith(isCut ? body : spaced);
      case FAIL -> assertThat(isCut || body.equals(sent) || meansTheSame(body, sent)).isTrue();
      case ESCAPE ->
          assertThat(
                  isCut
                      || body.equals(sent)
                      || unescaped(body).equals(sent)
                      || meansTheSame(body, sent))
              .as("%s from %s", body, sent)
              .isTrue();
    }
  }

  private static boolean meansTheSame(String line, String json) {
    return tree(line).equals(tree(json)) && line.equals(json.replaceAll("[\r\n\u0000]", " "));
  }

  private static JsonNode tree(String json) {
    try {
      return LenientJson.MAPPER
          .reader()
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .readTree(json);
    } catch (IOException e) {
      throw new AssertionError("It is not JSON: " + json, e);
    }
  }

  private static String unescaped(String body) {
    return Pattern.compile("\\\\(.)")
        .matcher(body)
        .replaceAll(
            found ->
                switch (found.group(1)) {
                  case "n" -> "\n";
                  case "r" -> "\r";
                  case "0" -> "\u0000";
                  default -> "\\\\";
                });
  }

  /** As a receiver does: by counted bytes, or by line feeds. */
  private static List<String> split(byte[] bytes, MultilineMode mode) {
    var text = new String(bytes, ISO_8859_1);
    var lines = new ArrayList<String>();
    for (var at = 0; at < bytes.length; ) {
      var counted = mode == MultilineMode.OCTET_COUNTING;
      var from = counted ? text.indexOf(' ', at) + 1 : at;
      var end = text.indexOf('\n', at);
      if (counted) {
        end = from + Integer.parseInt(text.substring(at, from - 1)) - 1;
      }
      assertThat(bytes[end]).isEqualTo((byte) '\n');
      var line = new String(Arrays.copyOfRange(bytes, from, end), UTF_8);
      assertThat(counted || line.matches("[^\r\u0000]*")).as(line).isTrue();
      lines.add(line);
      at = end + 1;
    }
    return lines;
  }

  private static byte[] bytes(Batch batch, boolean counted) throws IOException {
    var encoder = new SyslogEncoder(new SyslogFormat(14, TimestampFormat.ISO, counted), false);
    var bytes = new ByteArrayOutputStream();
    for (var line : encoder.encode(batch).all()) {
      line.writeTo(bytes);
    }
    return bytes.toByteArray();
  }

  private static SinkRecord record(Random random, int number) {
    var value = value(random);
    var time = Instant.parse(TIME).toEpochMilli();
    var record =
        new SinkRecord("t", 0, null, null, null, value, number, time, TimestampType.CREATE_TIME);
    record.headers().addString("devo.tag", "my.app.t" + number);
    if (random.nextBoolean()) {
      record.headers().addString("event.time", TIME);
    }
    return record;
  }

  private static Object value(Random random) {
    var text = text(random);
    return switch (random.nextInt(4)) {
      case 0 -> text.getBytes(UTF_8);
      case 1 -> ByteBuffer.wrap(text.getBytes(UTF_8));
      default -> text;
    };
  }

  private static String text(Random random) {
    var text = new StringBuilder(random.nextInt(3) == 0 ? one(random, JSON) : "");
    for (var i = random.nextInt(random.nextInt(10) == 0 ? 100 : 8); i > 0; i--) {
      text.append(one(random, PIECES));
    }
    return text.toString();
  }

  private static String one(Random random, List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static String text(Object value) {
    return value instanceof byte[] bytes
        ? new String(bytes, UTF_8)
        : value instanceof ByteBuffer buffer
            ? UTF_8.decode(buffer.duplicate()).toString()
            : value.toString();
  }

  private static MessageMapper mapper(MultilineMode mode) {
    var settings = new HashMap<String, String>();
    settings.put("endpoint", "tcp://127.0.0.1:1");
    settings.put("source.host", "kc1");
    settings.put("multiline.mode", mode.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    settings.put("max.event.bytes", String.valueOf(MOST_BYTES));
    settings.put("oversize.policy", "truncate");
    return new MessageMapper(new DevoSinkConfig(settings), InstantSource.system());
  }
}
