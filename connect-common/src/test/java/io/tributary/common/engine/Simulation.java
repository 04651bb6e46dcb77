// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import static io.tributary.common.engine.SimulatedVendor.SPAN;
import static io.tributary.common.engine.SimulatedVendor.START;

import io.github.bucket4j.TimeMeter;
import io.tributary.common.checkpoint.LookBack;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.common.obfuscation.Masks;
import io.tributary.common.pace.BackgroundSchedule;
import io.tributary.common.pace.Patience;
import io.tributary.common.pace.PollSchedule;
import io.tributary.common.pace.RequestBudget;
import io.tributary.common.pace.RetryPolicy;
import io.tributary.common.record.RecordMapper;
import io.tributary.common.record.RecordSettings;
import io.tributary.common.record.TagSelector;
import io.tributary.common.window.WindowPolicy;
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
  private static final Duration GOES_DOWN = Duration.ofMinutes(50);
  private static final Duration WINDOW_MAX = Duration.ofMinutes(10);

  private final Scenario scenario;
  private final Random random;
  private final VirtualClock clock;
  private final SimulatedVendor vendor;
  private final OffsetStore store;
  private Duration overlap;
  private Duration down;
  private int pageSize;
  private EventPuller puller;
  private int requestsUntilLastEvent;
  private final SimulatedLedger ledger;
  private final Set<String> handedOver = new HashSet<>();
  private final Map<Map<String, ?>, Invariants> invariants = new HashMap<>();

  Simulation(Scenario scenario, long seed) {
    this.scenario = scenario;
    this.random = new Random(~seed);
    this.clock = new VirtualClock(scenario.begins());
    clock.ourError(scenario.ourFirstError);
    this.vendor = new SimulatedVendor(scenario, seed, clock);
    this.store = new OffsetStore(scenario.exactlyOnce, scenario.flushEvery);
    this.overlap = scenario.overlap;
    this.down = scenario.down;
    this.pageSize = randomPageSize();
    this.ledger = new SimulatedLedger(vendor.rows());
    this.puller = newPuller();
  }

  SimulatedLedger ledger() {
    return ledger;
  }

  /** How many requests there were until no event came any more that was not known. */
  int requestsUntilLastEvent() {
    return requestsUntilLastEvent;
  }

  /** Runs to the end; answers with what was wrong, nothing if all is well. */
  List<String> run() throws InterruptedException {
    var quiet = START.plus(SPAN).plus(scenario.backfill ? Duration.ofMinutes(10) : Duration.ZERO);
    var hours = scenario.backfill ? 4 : scenario.covered ? 3 : scenario.ahead > 0 ? 2 : 1;
    var end = quiet.plus(Duration.ofHours(hours)).plus(scenario.silence());
    while (clock.truth().isBefore(end)) {
      if (random.nextDouble() < scenario.ourClockJumps) {
        clock.ourError(random.nextBoolean() ? scenario.ourError : Duration.ZERO);
        Mark.CLOCK_JUMPED.reach();
      }
      goDown();
      var records = puller.poll(Duration.ZERO);
      ledger.polled();
      if (records == null) {
        var minutes = scenario.days && clock.truth().isAfter(quiet);
        clock.advance(Duration.ofMillis((200 + random.nextInt(4000)) * (minutes ? 300L : 1)));
        ledger.delivered();
      } else {
        var partition = records.get(0).sourcePartition();
        var lane = invariants.get(partition);
        lane.polled(records, clock.truth());
        if (scenario.pollsMissNothing) {
          lane.leftToSweeps(records, scenario.overlap.dividedBy(2));
        }
        deliver(records, clock.truth().isBefore(quiet));
        invariants.get(partition).committed(store.offset(partition), clock.truth());
      }
      if (!broken().isEmpty() || !store.wrongRepeats().isEmpty()) {
        break;
      }
    }
    return verdict();
  }

  private void goDown() {
    if (down.isZero() || clock.truth().isBefore(START.plus(GOES_DOWN))) {
      return;
    }
    store.crashed();
    clock.advance(down);
    down = Duration.ZERO;
    restart();
  }

  private void deliver(List<SourceRecord> records, boolean trouble) throws InterruptedException {
    if (trouble && random.nextDouble() < scenario.halfBatches) {
      // A stop while the producer retries: half a batch is sent, then offsets are committed.
      write(records.subList(0, random.nextInt(records.size() + 1)));
      store.commit(clock.truth());
      Mark.STOPPED_IN_A_BATCH.reach();
      restart();
    } else if (trouble && random.nextDouble() < scenario.crashes / 2) {
      crash();
    } else {
      write(records);
      if (trouble && random.nextDouble() < scenario.crashes / 2) {
        crash();
      } else {
        ledger.delivered();
      }
    }
  }

  private void write(List<SourceRecord> records) {
    var kept = kept(records);
    store.write(kept, clock.truth());
    ledger.written(kept);
    for (var record : records) {
      if (handedOver.add((String) record.key())) {
        requestsUntilLastEvent = vendor.requests();
      }
    }
  }

  private void crash() {
    store.crashed();
    Mark.CRASHED.reach();
    restart();
  }

  private List<SourceRecord> kept(List<SourceRecord> records) {
    var kept = new ArrayList<SourceRecord>();
    for (var record : records) {
      var drop = (record.key().hashCode() & 0xff) < scenario.filtered * 256;
      if (!drop) {
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

  private List<String> broken() {
    return invariants.values().stream().flatMap(lane -> lane.broken().stream()).toList();
  }

  private int randomPageSize() {
    return scenario.pageSizeFrom + random.nextInt(scenario.pageSizeTo - scenario.pageSizeFrom + 1);
  }

  private EventPuller newPuller() {
    var lanes = SimulatedLanes.of(store, scenario.slices, overlap.plus(SETTLE), clock.instant());
    var rows = vendor.listedRows();
    for (var lane : lanes) {
      invariants
          .computeIfAbsent(
              lane.partition(),
              any -> new Invariants(rows, handedOver, lane.checkpoint(), lane::holds))
          .restarted(lane.checkpoint());
    }
    return new EventPuller(
        lanes.stream().map(this::lane).toList(),
        new EventPuller.Clocks(clock, clock::nanoTime, clock::present));
  }

  private Lane lane(SimulatedLanes.Simulated simulated) {
    var range = simulated.range();
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
    var coverage = scenario.covered ? ledger.begun() : null;
    var clocks = new EventPuller.Clocks(clock, clock::nanoTime, clock::present);
    var lookBack = new LookBack(overlap, scenario.horizon);
    var observer = new FeedObserver(vendor, lookBack, clocks, metrics);
    var sweepObserver = new SweepObserver(observer, clocks, metrics, coverage);
    var budget = RequestBudget.of("", TimeMeter.SYSTEM_NANOTIME);
    var setup =
        new EventPuller.LaneSetup(
            simulated.checkpoint(),
            new WindowPolicy(
                SETTLE,
                lookBack,
                scenario.boundsEnd ? WINDOW_MAX : Duration.ZERO,
                pageSize,
                scenario.bufferBytes),
            new EventPuller.Access(
                new PageFetcher(range == null ? vendor : vendor.another(), Runnable::run),
                range == null
                    ? new PollSchedule(
                        Duration.ofSeconds(60), retry, patience(simulated.partition()), budget)
                    : BackgroundSchedule.ofPast(retry, budget)),
            lookBack.sweeps()
                ? new EventPuller.Sweeps(
                    new EventPuller.Access(
                        new PageFetcher(vendor.another(), Runnable::run),
                        BackgroundSchedule.ofSweeps(scenario.sweepInterval, retry, budget)),
                    coverage)
                : null,
            new RecordMapper(simulated.partition(), records, Masks.NONE, clock, metrics),
            null,
            range == null ? null : new EventPuller.Past(range, Simulation::noteShare));
    if (range != null) {
      var past = new PastObserver(setup.past(), observer, clocks, metrics);
      return EventPuller.lane(
          setup,
          clocks,
          observation -> {
            Mark.note(observation);
            past.observe(observation);
          },
          past::observeSweeps);
    }
    return EventPuller.lane(
        setup,
        clocks,
        observation -> {
          Mark.note(observation);
          sweepObserver.observePolls(observation);
        },
        observation -> {
          Mark.noteSweep(observation);
          sweepObserver.observe(observation);
        });
  }

  private Patience patience(Map<String, String> partition) {
    return Patience.of(Duration.ofDays(1), !store.offset(partition).isEmpty());
  }

  private static void noteShare(double share) {
    if (share == 1) {
      Mark.SLICE_READ_TO_ITS_END.reach();
    }
  }

  private List<String> verdict() {
    var wrong = new ArrayList<>(broken());
    wrong.addAll(ledger.broken());
    store.wrongRepeats().forEach(id -> wrong.add("repeated " + id));
    if (!wrong.isEmpty()) {
      return wrong;
    }
    for (var row : vendor.listedRows()) {
      var id = row.event().id();
      var time = row.event().timeOr(row.listedAt());
      if (row.gone().equals(Instant.MAX) && !time.isBefore(START) && !handedOver.contains(id)) {
        wrong.add("lost " + id + " of " + time + ", visible from " + row.visible());
      }
      if (row.event().time() != null && time.isBefore(START) && handedOver.contains(id)) {
        wrong.add("from before the start: " + id + " of " + time);
      }
    }
    return wrong;
  }
}
