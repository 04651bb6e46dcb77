package io.tributary.common.obfuscation;

/**
 * How many characters the patterns may still look at in one event. A pattern that backtracks
 * without end would hold up the feed, and a clock would make the outcome a matter of luck.
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

  /** The text; whoever reads it takes steps. */
  CharSequence through(String text) {
    return new Counted(text, this);
  }

  private record Counted(String text, PatternBudget steps) implements CharSequence {
    @Override
    public char charAt(int index) {
      if (--steps.left < 0) {
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
      return new Counted(text.substring(start, end), steps);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
