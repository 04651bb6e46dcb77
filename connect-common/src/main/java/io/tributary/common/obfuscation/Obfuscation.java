// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.obfuscation;

import io.tributary.common.error.SetupError;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Masks fields of events by the rules of a setting. An event to which the rules cannot be applied
 * is refused, never returned unmasked. Not safe for use by several threads.
 */
public final class Obfuscation {
  private final PathCursor root;

  private Obfuscation(List<Rule> rules) {
    this.root = PathCursor.root(rules);
  }

  /**
   * The rules in one setting, with the key in another.
   *
   * @throws ConfigException if a rule hashes and there is no key
   */
  public static Obfuscation of(AbstractConfig config, String rules, String hashKey) {
    var text = config.getString(rules);
    if (!needsKey(text)) {
      return new Obfuscation(new RuleReader(match -> match).read(text));
    }
    var key = config.getPassword(hashKey);
    if (key == null || key.value().isBlank()) {
      throw new ConfigException(SetupError.SECRET_MISSING.message(hashKey));
    }
    return new Obfuscation(new RuleReader(new HashKey(key.value())::hash).read(text));
  }

  /** Whether one of the rules, which must be valid, hashes. */
  public static boolean needsKey(@Nullable String rules) {
    return rules != null
        && new RuleReader(match -> match).read(rules).stream().anyMatch(Rule::hashes);
  }

  /** Accepts rules as JSON text, also an empty list or text. */
  public static Validator validator() {
    return ConfigDef.LambdaValidator.with(
        (name, value) -> {
          try {
            var unused = needsKey((String) value);
          } catch (IllegalArgumentException e) {
            throw new ConfigException(
                SetupError.SETTING_INVALID.message(name, String.valueOf(e.getMessage())));
          }
        },
        () -> "a JSON list of rules");
  }

  /** Whether there are no rules. */
  public boolean isEmpty() {
    return root.isNowhere();
  }

  /**
   * The JSON object or array in that part of an array, masked; every byte that no rule hits is as
   * it was.
   *
   * @throws NotMaskableException if the rules cannot be applied
   */
  public byte[] mask(byte[] bytes, int offset, int length, PatternBudget page) {
    return orRefuse(() -> JsonMasking.mask(bytes, offset, length, root, page));
  }

  /** The same for an event that comes alone. */
  public byte[] mask(byte[] bytes, int offset, int length) {
    return mask(bytes, offset, length, PatternBudget.ofPage());
  }

  /**
   * A masked copy of a schemaless map or list.
   *
   * @throws NotMaskableException if the rules cannot be applied
   */
  public Object mask(Object value) {
    return orRefuse(() -> MapMasking.mask(value, root));
  }

  private static <T> T orRefuse(Callable<T> masking) {
    try {
      return masking.call();
    } catch (NotMaskableException e) {
      throw e;
    } catch (IOException e) {
      throw new NotMaskableException("it is not JSON in UTF-8");
    } catch (StackOverflowError e) {
      // The matcher of java.util.regex recurses, and has no limit that could be set.
      throw new NotMaskableException("a pattern or the nesting goes too deep");
    } catch (Exception e) {
      throw new NotMaskableException(e.getClass().getSimpleName());
    }
  }
}
