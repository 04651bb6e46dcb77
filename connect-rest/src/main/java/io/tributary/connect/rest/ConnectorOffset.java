// SPDX-License-Identifier: Apache-2.0
package io.tributary.connect.rest;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a connector's offsets.
 *
 * @param offset absent to delete what is stored for the partition
 */
public record ConnectorOffset(Map<String, Object> partition, @Nullable Map<String, Object> offset) {
  public ConnectorOffset {
    partition = Objects.requireNonNullElse(partition, Map.of());
  }

  /** The body in which a worker sends offsets, and in which it accepts them. */
  public record Body(List<ConnectorOffset> offsets) {}
}
