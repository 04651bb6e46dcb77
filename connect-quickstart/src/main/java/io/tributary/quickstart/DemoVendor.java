package io.tributary.quickstart;

import io.tributary.testkit.vendor.EventRow;
import io.tributary.testkit.vendor.FakeVendor;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A fake vendor as the demonstration and its page know it; {@link DemoFakes} lists them. */
interface DemoVendor {
  /** As people call it. */
  String name();

  /** The connector of {@code config-examples/quickstart} that reads it. */
  String connector();

  FakeVendor fake();

  /** What the example refers to, without the prefix {@code <connector>.}. */
  Map<String, String> properties();

  /** A few events that happen now; none for most seeds where they are rare. */
  List<EventRow> happens(long seed, Instant now);

  /** JSON pointers to what tells a reader most of an event, its time first. */
  List<String> telling();

  /** The faults that can be injected into it. */
  List<FaultKind> faults();

  /** The Devo table that must hold its events, or the one that unites the tables of its kinds. */
  String table();

  /** Whether a table is the one that must hold this event of its own. */
  default boolean belongs(String event, String toTable) {
    return toTable.equals(table());
  }
}
