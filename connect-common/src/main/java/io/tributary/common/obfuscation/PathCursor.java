// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.obfuscation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A position in an event, with the rules whose paths lead to it or beyond. */
final class PathCursor {
  private static final PathCursor NOWHERE = new PathCursor(List.of());

  private final List<Progress> rules;

  /** A rule and the number of names of its path that were passed. */
  private record Progress(Rule rule, int depth) {
    boolean arrived() {
      return depth == rule.path().size();
    }

    /**
     * A value that is not masked as a whole is masked by patterns, which apply to all within it.
     */
    @Nullable Progress member(String name) {
      if (arrived()) {
        return this;
      }
      return rule.matches(depth, name) ? new Progress(rule, depth + 1) : null;
    }

    /** A name leads through any number of arrays. */
    Progress element() {
      return !arrived() && rule.isAny(depth) ? new Progress(rule, depth + 1) : this;
    }
  }

  private PathCursor(List<Progress> rules) {
    this.rules = rules;
  }

  static PathCursor root(List<Rule> rules) {
    return new PathCursor(rules.stream().map(rule -> new Progress(rule, 0)).toList());
  }

  /** Whether no rule leads here. */
  boolean isNowhere() {
    return rules.isEmpty();
  }

  PathCursor member(String name) {
    var next = new ArrayList<Progress>(rules.size());
    for (var progress : rules) {
      var after = progress.member(name);
      if (after != null) {
        next.add(after);
      }
    }
    return next.isEmpty() ? NOWHERE : new PathCursor(next);
  }

  PathCursor element() {
    return isNowhere() ? this : new PathCursor(rules.stream().map(Progress::element).toList());
  }

  /** The value after all rules that end here, each applied to the result of the one before. */
  Field apply(Field field, PatternBudget budget) {
    var result = field;
    for (var progress : rules) {
      if (progress.arrived() && result.kind() != Field.Kind.GONE) {
        result = progress.rule().apply(result, budget);
      }
    }
    return result;
  }
}
