// SPDX-License-Identifier: Apache-2.0
package io.tributary.benchmarks.process;

import io.tributary.testkit.vendor.VendorBench;
import io.tributary.testkit.vendor.Vendors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a process is told on its command line: {@code name=value}. */
public record Options(Map<String, String> values) {

  public static Options of(String... arguments) {
    var values = new LinkedHashMap<String, String>();
    for (var argument : arguments) {
      var equals = argument.indexOf('=');
      values.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    return new Options(values);
  }

  public Options with(String name, Object value) {
    var more = new LinkedHashMap<>(values);
    more.put(name, String.valueOf(value));
    return new Options(more);
  }

  public Options with(Options others) {
    var more = new LinkedHashMap<>(values);
    more.putAll(others.values);
    return new Options(more);
  }

  public String text(String name) {
    return Objects.requireNonNull(values.get(name), () -> name + "= is missing");
  }

  /** The pages of the vendor that is named. */
  public VendorBench vendor() {
    return Vendors.named(text("vendor")).bench().orElseThrow();
  }

  public int number(String name, int absent) {
    var text = values.get(name);
    return text == null ? absent : Integer.parseInt(text);
  }

  /** Those that begin with a prefix, without it. */
  public Map<String, String> below(String prefix) {
    var found = new LinkedHashMap<String, String>();
    values.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            found.put(name.substring(prefix.length()), value);
          }
        });
    return found;
  }

  public List<String> arguments() {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .toList();
  }
}
