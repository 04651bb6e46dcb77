// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.vendor;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.source.SourceConnector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The requirements on the settings of every source. A connector's test extends this class and
 * provides its settings and one row per possible mistake: {@code setting|value|start of the fault}.
 * The value {@code -} means none. A fault never quotes the text {@code canary}.
 */
public abstract class SettingsContract {
  private final VendorFixture fixture;

  /** The contract for the vendor with this fixture. */
  protected SettingsContract(VendorFixture fixture) {
    this.fixture = fixture;
  }

  /** A new connector of the vendor. */
  protected final SourceConnector connector() {
    return Vendors.connector(fixture);
  }

  /** The required settings, all correct. */
  protected abstract Map<String, String> right();

  /** The rows of the settings that are not shared, one per line. */
  protected abstract String rows();

  /** The vendor's own settings that accept every value. */
  protected abstract Set<String> neverWrong();

  private record Row(String setting, @Nullable String value, String fault) {
    static Row of(String line) {
      String[] parts = line.split("\\|", 3);
      return new Row(parts[0], parts[1].equals("-") ? null : parts[1], parts[2]);
    }
  }

  @Test
  void findsNothingWrongWithWhatIsRight() {
    assertEquals(Map.of(), faults(right()));
  }

  @TestFactory
  Stream<DynamicTest> eachMistakeIsFoundOnItsFieldWithItsNumber() {
    return table()
        .map(
            row ->
                dynamicTest(
                    row.setting() + "=" + row.value() + ": " + row.fault(), () -> isFound(row)));
  }

  @Test
  void aDefaultGivesWayToALimitThatIsGiven() {
    var settings = new HashMap<>(right());
    settings.put("retry.backoff.max.ms", "500");
    settings.put("request.timeout.ms", "5000");

    assertEquals(Map.of(), faults(settings));
  }

  @Test
  void heartbeatsAndTheJournalDoNotGoAmongTheEvents() {
    var settings = new HashMap<>(right());
    settings.put("topic", "events");
    settings.putAll(Map.of("heartbeat.topic", "events", "journal.topic", "events"));

    assertEquals(Set.of("heartbeat.topic", "journal.topic"), faults(settings).keySet());
  }

  private void isFound(Row row) {
    var settings = new HashMap<>(right());
    settings.remove(row.setting());
    if (row.value() != null) {
      settings.put(row.setting(), row.value());
    }

    var faults = faults(settings);

    assertEquals(Set.of(row.setting()), faults.keySet(), faults.toString());
    var messages = faults.getOrDefault(row.setting(), List.of());
    assertEquals(1, messages.size(), messages.toString());
    var fault = messages.get(0);
    assertTrue(fault.startsWith(row.fault()) && fault.endsWith("."), fault);
    assertFalse(fault.contains("canary"), fault);
  }

  @Test
  void everySettingHasARowOrCannotBeWrong() {
    var known = new TreeSet<>(SharedMistakes.NEVER_WRONG);
    known.addAll(neverWrong());
    table().map(Row::setting).forEach(known::add);
    var defined =
        connector().config().names().stream()
            .filter(name -> !name.startsWith("ssl."))
            .collect(Collectors.toCollection(TreeSet::new));
    known.removeIf(name -> name.startsWith("ssl."));

    assertEquals(defined, known);
  }

  @Test
  void tenMistakesAreFoundAtOnceEachOnItsOwnField() {
    var mistakes =
        Map.of(
            "base.url", "example.com",
            "page.size", "0",
            "poll.interval.ms", "soon",
            "overlap.ms", "-1",
            "devo.tag", "x",
            "topic", "a b",
            "value.format", "avro",
            "pulling.id.inject", "perhaps",
            "requests.limits", "20",
            "initial.start.time.in.utc", "2999-01-01");
    var settings = new HashMap<>(right());
    settings.putAll(mistakes);

    var faults = faults(settings);

    assertEquals(mistakes.keySet(), faults.keySet());
    faults.values().forEach(messages -> assertEquals(1, messages.size(), messages.toString()));
  }

  @Test
  void aSettingThatIsNullIsAFaultOrItsDefaultAndNoCrash() {
    for (var name : connector().config().names()) {
      var settings = new HashMap<String, String>(right());
      settings.put("connection.check.enabled", "false");
      settings.put(name, null);

      assertDoesNotThrow(() -> connector().validate(settings), name);
    }
  }

  @Test
  void aLedgerNeedsSweepsATopicOfItsOwnAndOneVersionOfEachEvent() {
    var others =
        List.of(
            Map.of("topic", "ledger"),
            Map.of("heartbeat.topic", "ledger"),
            Map.of("journal.topic", "ledger"),
            Map.of("sweep.interval.ms", "0"),
            Map.of("sweep.horizon.ms", "0"),
            Map.of("dedupe.key", "id_and_hash"));
    for (var other : others) {
      var settings = new HashMap<>(right());
      settings.put("coverage.topic", "ledger");
      settings.putAll(other);

      assertEquals(Set.of("coverage.topic"), faults(settings).keySet(), other.toString());
    }
  }

  @Test
  void everySettingHasItsPlaceInAForm() {
    var places = new HashSet<String>();
    for (var key : connector().config().configKeys().values()) {
      if (!key.name.startsWith("ssl.")) {
        assertTrue(key.name.matches("[a-z]+(\\.[a-z]+)*"), key.name);
        assertTrue(key.documentation.endsWith("."), key.name);
        assertFalse(key.group.isBlank(), key.name);
        assertFalse(key.displayName.isBlank(), key.name);
        assertTrue(key.width != null && key.importance != null, key.name);
        assertTrue(places.add(key.group + key.orderInGroup), key.name);
        assertEquals(words(key), key.recommender.validValues(key.name, Map.of()), key.name);
      }
    }
  }

  /** The choices that a form can offer, from the validator's own description. */
  private static List<Object> words(ConfigKey key) {
    if (key.type == Type.BOOLEAN) {
      return List.of(true, false);
    }
    var description = String.valueOf(key.validator);
    return description.startsWith("one of [")
        ? List.of((Object[]) description.substring(8, description.indexOf(']')).split(", ", -1))
        : List.of();
  }

  private Stream<Row> table() {
    return (SharedMistakes.ROWS + rows()).lines().map(Row::of);
  }

  /** The faults of the settings, by field, without a request to the vendor. */
  protected final Map<String, List<String>> faults(Map<String, String> settings) {
    var all = new HashMap<>(settings);
    all.putIfAbsent("connection.check.enabled", "false");
    return connector().validate(all).configValues().stream()
        .filter(value -> !value.errorMessages().isEmpty())
        .collect(Collectors.toMap(ConfigValue::name, ConfigValue::errorMessages));
  }
}
