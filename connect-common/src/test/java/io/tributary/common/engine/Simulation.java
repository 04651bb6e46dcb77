// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import static io.tributary.common.engine.SimulatedVendor.OVERLAP;
import static io.tributary.common.engine.SimulatedVendor.SPAN;
import static io.tributary.common.engine.SimulatedVendor.START;

import io.github.bucket4j.TimeMeter;
import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.OffsetCodec;
import io.tributary.common.checkpoint.SeenIds;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.common.obfuscation.Masks;
import io.tributary.common.pace.Patience;
import io.tributary.common.pace.PollSchedule;
import io.tributary.common.pace.RequestBudget;
import io.tributary.common.pace.RetryPolicy;
import io.tributary.common.record.RecordMapper;
import io.tributary.common.record.RecordSettings;
import io.tributary.common.record.TagSelector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;

/** One run of the engine against a simulated vendor and worker, all from one seed. */
final class Simulation {
  private static final Duration SETTLE = Duration.ofSeconds(30);
  private static final Duration WINDOW_MAX = Duration.ofMinutes(10);

  private final Scenario scenario;
  private final Random random;
  private final VirtualClock clock;
  private final SimulatedVendor vendor;
  private final OffsetStore store;
  private final Set<String> dropped = new HashSet<>();
  private Duration overlap = OVERLAP;
  private int pageSize;
  private EventPuller puller;
  private int longestOffset;

  Simulation(Scenario scenario, long seed) {
    this.scenario = scenario;
    this.random = new Random(~seed);
    this.clock = new VirtualClock(scenario.backfill ? START.plus(SPAN) : START.minusSeconds(5));
    this.vendor = new SimulatedVendor(scenario, seed, clock);
    this.store = new OffsetStore(scenario.exactlyOnce, scenario.flushEvery);
    this.pageSize = randomPageSize();
    this.puller = newPuller();
  }

  /** Runs to the end; answers with what was wrong, nothing if all is well. */
  List<String> run() throws InterruptedException {
    var quiet = START.plus(SPAN).plus(scenario.backfill ? Duration.ofMinutes(10) : Duration.ZERO);
    var end = quiet.plus(Duration.ofHours(scenario.backfill ? 4 : scenario.ahead > 0 ? 2 : 1));
    while (clock.truth().isBefore(end)) {
      if (random.nextDouble() < scenario.ourClockJumps) {
        clock.ourError(random.nextBoolean() ? scenario.ourError : Duration.ZERO);
      }
      var records = puller.poll(Duration.ZERO);
      if (records == null) {
        clock.advance(Duration.ofMillis(200 + random.nextInt(4000)));
      } else {
        deliver(records, clock.truth().isBefore(quiet));
      }
    }
    return verdict();
  }

  private void deliver(List<SourceRecord> records, boolean trouble) throws InterruptedException {
    records.forEach(
        r ->
            longestOffset =
                Math.max(longestOffset, r.sourceOffset().get("last_ids").toString().length()));
    if (trouble && random.nextDouble() < scenario.halfBatches) {
      // A stop while the producer retries: half a batch is sent, then offsets are committed.
      store.write(kept(records.subList(0, random.nextInt(records.size() + 1))), clock.truth());
      store.commit(clock.truth());
      restart();
    } else if (trouble && random.nextDouble() < scenario.crashes / 2) {
      store.crashed();
      restart();
    } else {
      store.write(kept(records), clock.truth());
      if (trouble && random.nextDouble() < scenario.crashes / 2) {
        store.crashed();
        restart();
      }
    }
  }

  private List<SourceRecord> kept(List<SourceRecord> records) {
    var kept = new ArrayList<SourceRecord>();
    for (var record : records) {
      var drop = (record.key().hashCode() & 0xff) < scenario.filtered * 256;
      if (drop) {
        dropped.add((String) record.key());
      } else {
        kept.add(record);
      }
    }
    return kept;
  }

  private void restart() {
    if (scenario.pageSizeChanges) {
      pageSize = randomPageSize();
    }
    if (scenario.overlapGrows) {
      overlap = overlap.plusSeconds(random.nextInt(120));
    }
    clock.advance(Duration.ofSeconds(random.nextInt(60)));
    puller = newPuller();
  }

  private int randomPageSize() {
    return scenario.pageSizeFrom + random.nextInt(scenario.pageSizeTo - scenario.pageSizeFrom + 1);
  }

  private EventPuller newPuller() {
    var checkpoint =
        store.offset().map(OffsetCodec::decode).orElseGet(() -> Checkpoint.startingAt(START));
    var retry = new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(20), random::nextDouble);
    var records =
        new RecordSettings(
            "t",
            TagSelector.always("my.app.t"),
            RecordSettings.Format.JSON,
            false,
            true,
            "",
            1_000_000);
    var metrics = new TaskMetrics<>(SourceMetric.class, clock);
    return new EventPuller(
        scenario.name,
        vendor,
        new WindowPolicy(
            SETTLE,
            overlap,
            scenario.boundsEnd ? WINDOW_MAX : Duration.ZERO,
            pageSize,
            scenario.bufferBytes),
        new PollSchedule(
            Duration.ofSeconds(60),
            retry,
            Patience.of(Duration.ofDays(1), store.offset().isPresent()),
            RequestBudget.of("", TimeMeter.SYSTEM_NANOTIME)),
        new PageFetcher(vendor, Runnable::run),
        new RecordMapper(
            new HashMap<>(Map.of("vendor", "simulated")), records, Masks.NONE, clock, metrics),
        new EventPuller.Clocks(clock, clock::nanoTime, clock::present),
        checkpoint,
        metrics);
  }

  private List<String> verdict() {
    var wrong = new ArrayList<String>();
    var handedOver = new HashSet<>(store.delivered());
    handedOver.addAll(dropped);
    for (var row : vendor.rows()) {
      var id = row.event().id();
      var time = row.event().timeOr(row.listedAt());
      if (row.gone().equals(Instant.MAX)
          && !vendor.isHidden(row.event())
          && !time.isBefore(START)
          && !handedOver.contains(id)) {
        wrong.add("lost " + id + " of " + time + ", visible from " + row.visible());
      }
      if (row.event().time() != null && time.isBefore(START) && handedOver.contains(id)) {
        wrong.add("from before the start: " + id + " of " + time);
      }
    }
    store.wrongRepeats().forEach(id -> wrong.add("repeated " + id));
    if (longestOffset > SeenIds.MOST * 22) {
      wrong.add("an offset of " + longestOffset + " characters");
    }
    return wrong;
  }
}
