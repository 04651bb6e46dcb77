// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.vendor;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * The address of a vendor's instance as a source partition holds it: one text for one place,
 * however an operator spells it.
 */
public final class InstanceAddress {
  private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");

  private InstanceAddress() {}

  /**
   * Returns the address with scheme and host in lower case, without a default port, without a dot
   * or slash at the end, without dot segments, and with as few escapes in its path as possible.
   * Text that is not an address is returned as it is.
   */
  public static String canonical(String address) {
    var url = HttpUrl.parse(address.strip());
    if (url == null) {
      return address.strip();
    }
    var host = url.host().replaceFirst("\\.$", "");
    var text = url.newBuilder().host(host).build().toString();
    return withoutSlash(ESCAPE.matcher(text).replaceAll(escape -> unescaped(escape.group(1))));
  }

  /**
   * Returns spellings of an address under which earlier releases, which stored it as configured,
   * may have left an offset.
   */
  static Set<String> spellings(String address) {
    var given = withoutSlash(address.strip());
    var spellings = new LinkedHashSet<String>(Set.of(given));
    var canonical = canonical(address);
    if (HttpUrl.parse(given) != null) {
      var url = URI.create(canonical);
      var paths = new LinkedHashSet<>(Set.of(url.getRawPath()));
      paths.add(withoutSlash(URI.create(given).getRawPath()));
      for (var host : hosts(URI.create(given).getHost(), url.getHost())) {
        for (var port : ports(HttpUrl.get(canonical))) {
          paths.forEach(path -> spellings.add(url.getScheme() + "://" + host + port + path));
        }
      }
    }
    return spellings;
  }

  private static Set<String> hosts(String given, String canonical) {
    var first = canonical.split("\\.", 2)[0];
    var rest = canonical.substring(first.length());
    var hosts = new LinkedHashSet<String>();
    for (var host :
        List.of(
            given.replaceFirst("\\.$", ""),
            canonical,
            canonical.toUpperCase(Locale.ROOT),
            first.toUpperCase(Locale.ROOT) + rest,
            first.substring(0, 1).toUpperCase(Locale.ROOT) + first.substring(1) + rest)) {
      hosts.add(host);
      hosts.add(host + ".");
    }
    return hosts;
  }

  private static Set<String> ports(HttpUrl url) {
    var explicit = ":" + url.port();
    return url.port() == HttpUrl.defaultPort(url.scheme())
        ? Set.of("", explicit)
        : Set.of(explicit);
  }

  private static String unescaped(String hex) {
    var character = (char) Integer.parseInt(hex, 16);
    var needsNoEscape =
        character < 128 && (Character.isLetterOrDigit(character) || "-._~".indexOf(character) >= 0);
    return needsNoEscape ? String.valueOf(character) : "%" + hex.toUpperCase(Locale.ROOT);
  }

  private static String withoutSlash(String address) {
    return address.replaceAll("/+$", "");
  }
}
