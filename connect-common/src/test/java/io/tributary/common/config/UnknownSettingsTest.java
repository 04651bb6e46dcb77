// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.config;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

class UnknownSettingsTest {
  private static final ConfigDef DEF =
      new ConfigDef().define("page.size", ConfigDef.Type.INT, ConfigDef.Importance.LOW, "Rows.");

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

    assertThat(UnknownSettings.warning(settings, DEF, Set.of("converter")))
        .contains(
            "unknown settings have no effect: [config.providers, config.providers.file.class,"
                + " page.sise, poll.intervall.ms]");
    assertThat(UnknownSettings.warning(Map.of("name", "a"), DEF, Set.of())).isEmpty();
  }
}
