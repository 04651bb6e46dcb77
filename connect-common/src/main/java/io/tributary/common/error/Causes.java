// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.error;

import java.util.Objects;
import java.util.stream.Stream;

/** An exception together with its causes. */
public final class Causes {
  private Causes() {}

  /** The exception, its cause, the cause of that, and so on. */
  public static Stream<Throwable> of(Throwable exception) {
    return Stream.iterate(exception, Objects::nonNull, Throwable::getCause);
  }

  /** The last cause: the exception itself if it has none. */
  public static Throwable root(Throwable exception) {
    return of(exception).reduce(exception, (outer, inner) -> inner);
  }
}
