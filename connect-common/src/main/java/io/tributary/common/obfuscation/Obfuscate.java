// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.obfuscation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.common.OwnSettings;
import io.tributary.common.Version;
import io.tributary.common.error.SetupError;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/**
 * Masks fields of record values that are JSON text, JSON bytes or schemaless maps, for any
 * connector. Key, headers and records without a value pass as they are.
 */
public final class Obfuscate<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {
  private static final String RULES = "rules";
  private static final String HASH_KEY = "hash.key";

  private static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(
              RULES,
              Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              ConfigDef.CompositeValidator.of(
                  new ConfigDef.NonEmptyString(), OwnSettings.resolved(), Obfuscation.validator()),
              Importance.HIGH,
              "Which fields are masked and how, a JSON list such as [{\"name\": [\"user\","
                  + " \"email\"]}].")
          .define(
              HASH_KEY,
              Type.PASSWORD,
              null,
              OwnSettings.resolved(),
              Importance.HIGH,
              "The key of rules of mode hash, any text; required when there is one.");

  private @Nullable Obfuscation obfuscation;

  @Override
  public String version() {
    return Version.text();
  }

  @Override
  public ConfigDef config() {
    return DEFINITION;
  }

  @Override
  public void configure(Map<String, ?> settings) {
    var config = new AbstractConfig(DEFINITION, OwnSettings.of(DEFINITION, settings), false);
    obfuscation = Obfuscation.of(config, RULES, HASH_KEY);
  }

  /**
   * The record with its value masked.
   *
   * @throws DataException if it cannot be, so that the connector's {@code errors.*} settings decide
   */
  @Override
  public R apply(R record) {
    if (record.value() == null) {
      return record;
    }
    try {
      return record.newRecord(
          record.topic(),
          record.kafkaPartition(),
          record.keySchema(),
          record.key(),
          record.valueSchema(),
          masked(record),
          record.timestamp());
    } catch (NotMaskableException e) {
      throw new DataException(SetupError.VALUE_NOT_MASKED.message(record.topic(), e.why()));
    }
  }

  @Override
  public void close() {
    // There is nothing to close.
  }

  private Object masked(R record) {
    var rules = Objects.requireNonNull(obfuscation, "configure comes first");
    var value = record.value();
    if (value instanceof String text) {
      var bytes = text.getBytes(UTF_8);
      return new String(rules.mask(bytes, 0, bytes.length), UTF_8);
    }
    if (value instanceof byte[] bytes) {
      return rules.mask(bytes, 0, bytes.length);
    }
    if (record.valueSchema() == null && (value instanceof Map || value instanceof List)) {
      return rules.mask(value);
    }
    throw new NotMaskableException(
        "it is a " + value.getClass().getSimpleName() + ", not text, bytes or a schemaless map");
  }
}
