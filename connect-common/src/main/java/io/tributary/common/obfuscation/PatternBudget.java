// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.obfuscation;

/**
 * The number of characters that patterns may still examine in the events of one page. A pattern
 * that backtracks without end would block the feed, and a time limit would make the outcome depend
 * on the load. Each event has an allowance by its length, so that hostile events, which use up what
 * the page shares, cost no other event of the page its masking.
 */
public final class PatternBudget {
  /** About a tenth of a second. */
  private static final long SHARED = 20_000_000;

  private static final long PER_BYTE = 100;

  private long sharedLeft;
  private long eventLeft;

  /** A budget that shares so many characters. */
  PatternBudget(long shared) {
    sharedLeft = shared;
  }

  /** The budget of one page. */
  public static PatternBudget ofPage() {
    return new PatternBudget(SHARED);
  }

  /** Begins an event of that length, with an allowance of its own. */
  PatternBudget event(long bytes) {
    eventLeft = PER_BYTE * bytes;
    return this;
  }

  /** The text, in which each character that is examined is charged to this budget. */
  CharSequence charge(String text) {
    return new ChargedText(text, this);
  }

  private record ChargedText(String text, PatternBudget budget) implements CharSequence {
    @Override
    public char charAt(int index) {
      if (--budget.eventLeft < 0 && --budget.sharedLeft < 0) {
        throw new NotMaskableException("a pattern takes too long");
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new ChargedText(text.substring(start, end), budget);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
