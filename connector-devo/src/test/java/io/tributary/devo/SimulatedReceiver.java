// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * What Devo thinks of messages, whatever the transport: it takes a message, refuses it, its tag, or
 * for a while all. It remembers why, so that nobody is blamed for anything else.
 */
public final class SimulatedReceiver {
  /** What becomes of a message. */
  public enum Verdict {
    TAKES,
    REFUSES_EVENT,
    REFUSES_TAG,
    REFUSES_ALL
  }

  /** How a balancer chooses between its two nodes. */
  private enum Turns {
    CONNECTION,
    REQUEST,
    CHANCE
  }

  /** How often a connection fails, a confirmation fails, or all is slow. */
  public double broken;

  public double unconfirmed;
  public double slow;

  private final SimulatedTopic topic;
  private final Random random;
  private final Map<String, Verdict> last = new HashMap<>();
  private final Map<String, Integer> hits = new HashMap<>();
  private final Set<String> refusedTags = new HashSet<>();
  private final Set<String> refusedForGood = new HashSet<>();
  private final Set<String> everRefused = new HashSet<>();
  private boolean oftenRefusesTags;
  private int refusesAllFrom;
  private int refusesAllUntil;
  private int step;
  private boolean hasRefused;
  private final Turns turns;
  private final int seed;
  private int badNodeFrom;
  private int requests;

  /** A receiver of this topic, with faults until {@link #end}. */
  SimulatedReceiver(SimulatedTopic topic, Random random, boolean fresh) {
    this.topic = topic;
    this.random = random;
    broken = random.nextDouble() * 0.02;
    unconfirmed = random.nextDouble() * (random.nextBoolean() ? 0.05 : 0.3);
    slow = random.nextDouble() * 0.05;
    oftenRefusesTags = random.nextInt(3) == 0;
    refusesAllFrom = random.nextInt(3) == 0 ? random.nextInt(200) : Integer.MAX_VALUE;
    refusesAllUntil = refusesAllFrom / 2 + refusesAllFrom / 2 + 10 + random.nextInt(60);
    turns = Turns.values()[random.nextInt(3)];
    seed = random.nextInt();
    badNodeFrom = !fresh && random.nextInt(3) == 0 ? random.nextInt(200) : Integer.MAX_VALUE;
    if (!fresh && topic.goesOn() && random.nextInt(3) == 0) {
      refusedForGood.add("my.app.b");
    }
  }

  /** Time passes: it may change its mind. */
  void step() {
    step++;
    if (oftenRefusesTags && random.nextInt(40) == 0) {
      refusedTags.clear();
      if (random.nextBoolean()) {
        refusedTags.add(List.of("my.app.a", "my.app.b", "my.app.c").get(random.nextInt(3)));
      }
    }
  }

  /** The faults end. What is never taken is still not taken. */
  void end() {
    broken = 0;
    unconfirmed = 0;
    slow = 0;
    refusesAllFrom = Integer.MAX_VALUE;
    badNodeFrom = Integer.MAX_VALUE;
    refusedTags.clear();
    oftenRefusesTags = false;
  }

  public boolean refusesAll() {
    return step >= refusesAllFrom && step < refusesAllUntil;
  }

  /**
   * Whether the next request over this connection comes to the one of two nodes that refuses
   * whatever it gets, for which no event is to blame.
   */
  public boolean isAtBadNode(int connection) {
    if (step < badNodeFrom) {
      return false;
    }
    var refuses =
        switch (turns) {
          case CONNECTION -> new Random(seed ^ (connection * 0x9E3779B9L)).nextBoolean();
          case REQUEST -> requests++ % 2 == 0;
          case CHANCE -> random.nextBoolean();
        };
    hasRefused |= refuses;
    return refuses;
  }

  /** Whether it has refused anything. */
  boolean hasRefused() {
    return hasRefused;
  }

  /** Judges a message. */
  public Verdict judge(String event, String tag) {
    var verdict = verdict(event, tag);
    last.put(event, verdict);
    hasRefused |= verdict != Verdict.TAKES;
    if (verdict == Verdict.REFUSES_TAG) {
      everRefused.add(tag);
    }
    return verdict;
  }

  /** Whether this event or its tag was refused because of itself. */
  boolean isGuilty(String event, String tag) {
    return topic.isPoison(event) || everRefused.contains(tag);
  }

  private Verdict verdict(String event, String tag) {
    if (refusesAll()) {
      return Verdict.REFUSES_ALL;
    }
    if (refusedTags.contains(tag) || refusedForGood.contains(tag)) {
      return Verdict.REFUSES_TAG;
    }
    return topic.isPoison(event) ? Verdict.REFUSES_EVENT : Verdict.TAKES;
  }

  /** Why an event was refused last, or that it was not. */
  Verdict lastVerdict(String event) {
    return last.getOrDefault(event, Verdict.TAKES);
  }

  public void receive(String event) {
    topic.receive(event);
  }

  /** Whether chance may end a session at this message. It does not hit one five times. */
  public boolean mayHit(String event) {
    return hits.merge(event, 1, Integer::sum) < 5;
  }

  public SimulatedTopic topic() {
    return topic;
  }
}
