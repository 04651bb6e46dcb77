package io.tributary.common.json;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON pointers (RFC 6901) to object members, as a tree that a parser can walk along. The place in
 * the list is the rank of a pointer: of several that lead somewhere the first one counts.
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

  /** What continues at the given member, or null if no pointer leads there. */
  public @Nullable PointerTree member(String name) {
    return members.get(name);
  }

  /** The rank of the pointer that ends here, or {@link #NONE}. */
  public int rank() {
    return rank;
  }

  public boolean leadsOn() {
    return !members.isEmpty();
  }

  private void add(String pointer, int pointerRank) {
    if (!pointer.isEmpty() && !pointer.startsWith("/")) {
      throw new IllegalArgumentException("must be JSON pointers such as /data/id, got: " + pointer);
    }
    var node = this;
    for (var segment : pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
      var name = segment.replace("~1", "/").replace("~0", "~");
      node = node.members.computeIfAbsent(name, key -> new PointerTree());
    }
    node.rank = Math.min(node.rank, pointerRank);
  }
}
