// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.config;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsWarningsTest {
  private static final ConfigDef DEF =
      new ConfigDef()
          .define("page.size", ConfigDef.Type.INT, ConfigDef.Importance.LOW, "Rows.")
          .define("value.format", ConfigDef.Type.STRING, ConfigDef.Importance.LOW, "Format.");

  @Test
  void namesWhatNeitherTheConnectorNorConnectReads() {
    var settings =
        Stream.of(
                "page.size",
                "page.sise",
                "poll.intervall.ms",
                "converter",
                "name",
                "connector.class",
                "connector.plugin.version",
                "tasks.max",
                "tasks.max.enforce",
                "key.converter",
                "value.converter.schemas.enable",
                "header.converter",
                "transforms",
                "transforms.route.type",
                "predicates.p.type",
                "errors.tolerance",
                "topic.creation.default.partitions",
                "exactly.once.support",
                "transaction.boundary.interval.ms",
                "offsets.storage.topic",
                "config.action.reload",
                "config.providers",
                "config.providers.file.class",
                "producer.override.max.request.size")
            .collect(toMap(name -> name, name -> "x"));

    assertThat(SettingsWarnings.unknown(settings, DEF, true))
        .containsExactly(
            "config.providers",
            "config.providers.file.class",
            "converter",
            "page.sise (did you mean page.size?)",
            "poll.intervall.ms");
  }

  @ParameterizedTest
  @CsvSource({
    "page_size, page.size",
    "PAGE.SIZE, page.size",
    "pagesize, page.size",
    "value.convertor, value.converter",
    "task.max, tasks.max",
  })
  void namesWhatIsProbablyMeant(String given, String meant) {
    assertThat(SettingsWarnings.unknown(Map.of(given, "1"), DEF, true))
        .containsExactly(given + " (did you mean " + meant + "?)");
  }

  @Test
  void onlyASinkHasTopics() {
    var settings = Map.of("topics", "a", "topics.regex", "a");

    assertThat(SettingsWarnings.unknown(settings, DEF, false)).isEmpty();
    assertThat(SettingsWarnings.unknown(settings, DEF, true)).hasSize(2);
  }

  @Test
  void theConverterOfTheWorkerWouldEncodeTwice() {
    assertThat(SettingsWarnings.of(Map.of(), DEF, true))
        .containsExactly(
            "value.converter is not set, so that of the worker counts. The one in Kafka's sample"
                + " files would write each event as a text within JSON. Set it to"
                + " org.apache.kafka.connect.storage.StringConverter.");
    assertThat(SettingsWarnings.of(Map.of("value.format", "map"), DEF, true))
        .singleElement()
        .asString()
        .endsWith(
            "Set it to org.apache.kafka.connect.json.JsonConverter, and"
                + " value.converter.schemas.enable to false.");
    assertThat(SettingsWarnings.of(Map.of(), DEF, false))
        .singleElement()
        .asString()
        .contains("cannot read what the sources write");
    assertThat(SettingsWarnings.of(Map.of("value.converter", "x"), DEF, true)).isEmpty();
  }
}
