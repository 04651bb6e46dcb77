// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import static io.tributary.common.engine.SimulatedVendor.START;
import static io.tributary.common.event.Events.ids;
import static io.tributary.common.event.Events.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.LookBack;
import io.tributary.common.event.Event;
import io.tributary.common.event.Events;
import io.tributary.common.obfuscation.Masks;
import io.tributary.common.pace.Patience;
import io.tributary.common.pace.PollSchedule;
import io.tributary.common.pace.RequestBudget;
import io.tributary.common.pace.RetryPolicy;
import io.tributary.common.record.RecordMapper;
import io.tributary.common.record.RecordSettings;
import io.tributary.common.record.TagSelector;
import io.tributary.common.window.WindowPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** Connect stops a task between polls, so no poll may wait for the patterns of a whole page. */
class MaskingPauseTest {
  private static final int EVENTS = 1_000;
  private static final String RULES =
      "[{\"name\":[\"note\"],\"string_patterns\":[\"(x+x+)+(?=y)\"]}]";

  @Test
  void maskingAHostilePageNeverHoldsAPollForASecond() throws Exception {
    var rows =
        IntStream.range(0, EVENTS)
            .mapToObj(i -> Event.of("e" + i, START, json(note())))
            .toArray(Event[]::new);
    var clock = new VirtualClock(START.plusSeconds(60));
    var vendor = ScriptedVendor.byCursor().page("", rows);
    var puller = puller(vendor, clock);
    var records = new ArrayList<SourceRecord>();
    var polls = 0;

    for (var longest = Duration.ZERO; records.size() < EVENTS; polls++) {
      var began = System.nanoTime();
      var some = puller.poll(Duration.ZERO);
      var took = Duration.ofNanos(System.nanoTime() - began);
      longest = took.compareTo(longest) > 0 ? took : longest;
      assertThat(longest).isLessThan(Duration.ofSeconds(1));
      records.addAll(some == null ? List.of() : some);
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(polls).isGreaterThan(2);
    assertThat(records).extracting(SourceRecord::key).containsExactlyElementsOf(ids(List.of(rows)));
  }

  private static String note() {
    return "{\"note\":\"" + "x".repeat(5_000) + "\"}";
  }

  private static EventPuller puller(ScriptedVendor vendor, VirtualClock clock) {
    var settings =
        new RecordSettings(
            "t",
            TagSelector.always("my.app.t"),
            RecordSettings.Format.JSON,
            false,
            true,
            "",
            1_000_000);
    var policy =
        new WindowPolicy(
            Duration.ZERO, LookBack.over(Duration.ZERO), Duration.ZERO, EVENTS, 100_000_000);
    var schedule =
        new PollSchedule(
            Duration.ofSeconds(60),
            new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(20), () -> 0),
            Patience.of(Duration.ofDays(1), true),
            RequestBudget.of("", TimeMeter.SYSTEM_NANOTIME));
    var clocks = new EventPuller.Clocks(clock, System::nanoTime, clock::present);
    var setup =
        new EventPuller.LaneSetup(
            Checkpoint.startingAt(START.minusSeconds(1)),
            policy,
            new EventPuller.Access(new PageFetcher(vendor, Runnable::run), schedule),
            null,
            new RecordMapper(Map.of(), settings, Masks.of(RULES), clock, Events.metrics()),
            null,
            null);
    return new EventPuller(
        List.of(EventPuller.lane(setup, clocks, observation -> {}, observation -> {})), clocks);
  }
}
