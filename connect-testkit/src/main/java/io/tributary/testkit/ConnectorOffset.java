package io.tributary.testkit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One entry of a connector's offsets; an absent offset is a tombstone. */
public record ConnectorOffset(
    Map<String, Object> partition, @Nullable Map<String, Object> offset) {}
