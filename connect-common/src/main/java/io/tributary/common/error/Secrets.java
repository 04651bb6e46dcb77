// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.error;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * Texts that no message may show, however the other side writes them: as they are, in Base64, and
 * with escapes of JSON, HTML and URLs, also of several kinds one on the other. A short one is
 * hidden only as a whole word: within words it would hide half the text. Immutable.
 */
public final class Secrets {
  public static final Secrets NONE = new Secrets(List.of());

  /** Secrets below that length are short. */
  public static final int SHORT = 6;

  /** As percent-encoded twice, in JSON, in HTML. */
  private static final int MOST_LAYERS = 4;

  private final List<Needle> needles = new ArrayList<>();
  private final List<String> secrets;

  private Secrets(List<String> secrets) {
    this.secrets = secrets;
    var spellings = new LinkedHashSet<String>();
    secrets.stream().filter(secret -> !secret.isBlank()).forEach(text -> spell(text, spellings));
    spellings.forEach(text -> needles.add(new Needle(text)));
  }

  /** The given texts; a blank one hides nothing. */
  public static Secrets of(Collection<String> texts) {
    return new Secrets(List.copyOf(texts));
  }

  /** All values of settings that are of the type for secrets. */
  public static Secrets in(Map<String, ? extends @Nullable Object> values) {
    return of(
        values.values().stream()
            .map(value -> value instanceof Password secret ? secret.value() : null)
            .filter(Objects::nonNull)
            .toList());
  }

  /** These and the given ones. */
  public Secrets and(Collection<String> more) {
    var all = new ArrayList<>(secrets);
    all.addAll(more);
    return of(all);
  }

  /**
   * The text without them, in a time linear in its length. At its end also the beginning of one is
   * hidden, because a text may be cut.
   */
  public String hide(String text) {
    var hidden = new BitSet(text.length());
    var layer = DecodedText.of(text);
    for (var i = 0; i <= MOST_LAYERS && !needles.isEmpty(); i++) {
      for (var needle : needles) {
        needle.mark(layer, hidden);
      }
      var next = layer.decoded();
      if (next.length() == layer.length()) {
        break;
      }
      layer = next;
    }
    return hidden.isEmpty() ? text : without(text, hidden);
  }

  private static String without(String text, BitSet hidden) {
    var shown = new StringBuilder();
    for (var at = 0; at < text.length(); ) {
      var start = hidden.nextSetBit(at);
      if (start < 0) {
        return shown.append(text, at, text.length()).toString();
      }
      shown.append(text, at, start).append(Password.HIDDEN);
      at = hidden.nextClearBit(start);
    }
    return shown.toString();
  }

  private static void spell(String secret, Set<String> spellings) {
    spellings.add(secret);
    // A text may hold it decoded where it looks like an escape itself.
    var layer = DecodedText.of(secret);
    for (var i = 0; i < MOST_LAYERS && layer.length() >= SHORT; i++) {
      spellings.add(layer.toString());
      layer = layer.decoded();
    }
    var base64 = Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(UTF_8));
    spellings.add(base64);
    spellings.add(base64.replace('+', '-').replace('/', '_'));
  }

  /** A text to look for, by the algorithm of Knuth, Morris and Pratt. */
  private static final class Needle {
    private final String text;

    /** For each length of a part that matches, that of the longest shorter one. */
    private final int[] shorter;

    Needle(String text) {
      this.text = text;
      shorter = new int[text.length() + 1];
      for (int i = 1, matched = 0; i < text.length(); i++) {
        matched = next(matched, text.charAt(i));
        shorter[i + 1] = matched;
      }
    }

    void mark(DecodedText layer, BitSet hidden) {
      var matched = 0;
      var cut = layer.length();
      var matchedBeforeCut = 0;
      for (var i = 0; i < layer.length(); i++) {
        if (matchedBeforeCut == 0 && layer.mayBeCutAt(i)) {
          cut = i;
          matchedBeforeCut = matched;
        }
        matched = next(matched, layer.letter(i));
        if (matched == text.length()) {
          if (!isShort() || isWord(layer, i)) {
            hidden.set(layer.start(i - matched + 1), layer.end(i));
          }
          matched = shorter[matched];
        }
      }
      markEnd(layer, layer.length(), matched, hidden);
      markEnd(layer, cut, matchedBeforeCut, hidden);
    }

    private static void markEnd(DecodedText layer, int cut, int matched, BitSet hidden) {
      if (matched >= SHORT) {
        hidden.set(layer.start(cut - matched), layer.end(layer.length() - 1));
      }
    }

    private int next(int matched, char letter) {
      var now = matched;
      while (now > 0 && !same(text.charAt(now), letter)) {
        now = shorter[now];
      }
      return same(text.charAt(now), letter) ? now + 1 : now;
    }

    private boolean isShort() {
      return text.length() < SHORT;
    }

    private boolean isWord(DecodedText layer, int last) {
      var first = last - text.length() + 1;
      return (first == 0 || !Character.isLetterOrDigit(layer.letter(first - 1)))
          && (last + 1 == layer.length() || !Character.isLetterOrDigit(layer.letter(last + 1)));
    }

    /** In a URL a blank may be a plus. */
    private boolean same(char a, char b) {
      return isShort() ? a == b : fold(a) == fold(b);
    }

    private static char fold(char letter) {
      return letter == '+' ? ' ' : Character.toLowerCase(letter);
    }
  }
}
