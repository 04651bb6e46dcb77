// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.json;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tree of JSON pointers (RFC 6901) to object members, walked along with a parser. Unlike
 * Jackson's pointers and filters, it follows several pointers in one pass. The rank of a pointer is
 * its index in the list: if several match, the first one counts.
 */
public final class PointerTree {
  public static final int NONE = Integer.MAX_VALUE;

  private final Map<String, PointerTree> members = new HashMap<>();
  private int rank = NONE;

  private PointerTree() {}

  /**
   * Returns the tree of the given pointers.
   *
   * @throws IllegalArgumentException if a pointer is not empty and does not begin with a slash
   */
  public static PointerTree of(List<String> pointers) {
    var root = new PointerTree();
    for (var i = 0; i < pointers.size(); i++) {
      root.add(pointers.get(i), i);
    }
    return root;
  }

  /** Returns the pointers that continue at the given member, or null if none does. */
  public @Nullable PointerTree member(String name) {
    return members.get(name);
  }

  /** Returns the rank of the pointer that ends here, or {@link #NONE}. */
  public int rank() {
    return rank;
  }

  /** Whether a pointer continues from here to a member. */
  public boolean leadsOn() {
    return !members.isEmpty();
  }

  private void add(String pointer, int pointerRank) {
    if (!pointer.isEmpty() && !pointer.startsWith("/")) {
      throw new IllegalArgumentException("must be JSON pointers such as /data/id, got: " + pointer);
    }
    var node = this;
    for (var rest = JsonPointer.compile(pointer); !rest.matches(); rest = rest.tail()) {
      node = node.members.computeIfAbsent(rest.getMatchingProperty(), key -> new PointerTree());
    }
    node.rank = Math.min(node.rank, pointerRank);
  }
}
