// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.obfuscation;

/**
 * The number of characters that patterns may still examine in one event. A pattern that backtracks
 * without end would block the feed, and a time limit would make the outcome depend on the load.
 */
final class PatternBudget {
  /** About a tenth of a second. */
  private static final long BASE = 20_000_000;

  private static final long PER_BYTE = 100;

  private long left;

  private PatternBudget(long left) {
    this.left = left;
  }

  static PatternBudget forLength(long bytes) {
    return new PatternBudget(BASE + PER_BYTE * bytes);
  }

  /** The text, in which each character that is examined is charged to this budget. */
  CharSequence charge(String text) {
    return new ChargedText(text, this);
  }

  private record ChargedText(String text, PatternBudget budget) implements CharSequence {
    @Override
    public char charAt(int index) {
      if (--budget.left < 0) {
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
