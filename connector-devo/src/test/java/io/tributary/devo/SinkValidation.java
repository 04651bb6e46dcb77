// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The validation of a sink's settings by its connector. */
public final class SinkValidation {
  private SinkValidation() {}

  /** The faults of each setting that has any. */
  public static Map<String, List<String>> faults(Map<String, String> settings) {
    var faults = new HashMap<String, List<String>>();
    for (var value : new DevoSinkConnector().validate(settings).configValues()) {
      if (!value.errorMessages().isEmpty()) {
        faults.put(value.name(), List.copyOf(value.errorMessages()));
      }
    }
    return faults;
  }
}
