// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

import io.tributary.devo.delivery.Outcome.Subject;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What the receiver has taken so far, which may show that a refusal is not its own fault. */
final class TakenBefore {
  private static final int MAX_TAGS = 1_000;

  private final Set<Subject> tags = new HashSet<>();
  private boolean anything;

  /** Messages were taken, of this tag if they have one in common. */
  void note(Optional<String> tag) {
    anything = true;
    tag.filter(any -> tags.size() < MAX_TAGS).map(Subject.Tag::new).ifPresent(tags::add);
  }

  /** Whether it has taken something else than the subject, which is not suspected either. */
  boolean isOtherThan(Subject subject, Set<Subject> suspected) {
    return subject instanceof Subject.Message
        ? anything
        : tags.stream().anyMatch(tag -> !tag.equals(subject) && !suspected.contains(tag));
  }
}
