// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The addresses of host names, in the order in which to try them: first the one that was last
 * connected to. Tasks of a worker share what they have learned. Thread-safe.
 */
final class HostAddresses {
  /** More addresses of a name are not tried, so that a round of attempts has an end. */
  static final int MOST = 8;

  /** Those of the worker's own resolver. */
  static final HostAddresses OF_WORKER =
      new HostAddresses(host -> List.of(InetAddress.getAllByName(host)));

  private final Resolver resolver;

  // One entry per host in the settings of this worker.
  private final Map<String, InetAddress> lastGood = new ConcurrentHashMap<>();

  private final Set<String> passedOver = ConcurrentHashMap.newKeySet();

  /** Finds the addresses of a name or an address. */
  interface Resolver {
    List<InetAddress> addresses(String host) throws UnknownHostException;
  }

  HostAddresses(Resolver resolver) {
    this.resolver = resolver;
  }

  /** At least one and at most {@link #MOST} addresses. */
  List<InetAddress> of(String host) throws UnknownHostException {
    var known = resolver.addresses(host);
    var ordered = new LinkedHashSet<InetAddress>();
    var good = lastGood.get(host);
    if (good != null && known.contains(good)) {
      var next = known.indexOf(good) + 1;
      ordered.addAll(passedOver.remove(host) ? known.subList(next, known.size()) : List.of(good));
    }
    ordered.addAll(known);
    if (ordered.isEmpty()) {
      throw new UnknownHostException(host);
    }
    return new ArrayList<>(ordered).subList(0, Math.min(ordered.size(), MOST));
  }

  /** The next connection to the host begins with another address than the last one. */
  void passOver(String host) {
    passedOver.add(host);
  }

  /** A connection to this address of the host was made. */
  void connected(String host, InetAddress address) {
    lastGood.put(host, address);
  }
}
