// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.json;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON pointers (RFC 6901) to object members, as a tree that is walked along with a parser. Unlike
 * Jackson's pointer and its filters it follows several pointers in one pass. The index in the list
 * is the rank of a pointer: of several that lead somewhere the first one counts.
 */
public final class PointerTree {
  public static final int NONE = Integer.MAX_VALUE;

  private final Map<String, PointerTree> members = new HashMap<>();
  private int rank = NONE;

  private PointerTree() {}

  /**
   * The tree of the given pointers.
   *
   * @throws IllegalArgumentException if one is neither empty nor begins with a slash
   */
  public static PointerTree of(List<String> pointers) {
    var root = new PointerTree();
    for (var i = 0; i < pointers.size(); i++) {
      root.add(pointers.get(i), i);
    }
    return root;
  }

  /** The pointers that go on at the given member, or null if none does. */
  public @Nullable PointerTree member(String name) {
    return members.get(name);
  }

  /** The rank of the pointer that ends here, or {@link #NONE}. */
  public int rank() {
    return rank;
  }

  /** Whether a pointer goes on from here to a member. */
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
