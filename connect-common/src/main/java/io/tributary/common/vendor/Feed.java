// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.vendor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A stream of events that a vendor offers.
 *
 * @param vendor the vendor's name in lower case
 * @param service the name of the service in Devo's collector
 * @param table the Devo table that the feed fills
 */
public record Feed(String vendor, String service, String table) {

  /** The member of a source partition that holds the vendor. */
  public static final String VENDOR = "vendor";

  /** The member of a source partition that holds the canonical address of the instance. */
  public static final String BASE_URL = "base_url";

  /** The member of a source partition that holds the service. */
  public static final String SERVICE = "service";

  /** The member of a source partition that holds the value of reset.persistence.auth. */
  public static final String RESET = "reset";

  /** The member of a source partition that holds the lane; the tail has none. */
  public static final String LANE = "lane";

  /** The members of every source partition. */
  public static final Set<String> PARTITION = Set.of(VENDOR, BASE_URL, SERVICE, RESET);

  /** The vendor and the service, for logs. */
  public String name() {
    return vendor + "/" + service;
  }

  /**
   * Returns the source partition of this feed on one instance of the vendor, which is the same for
   * every spelling of its address. The map is a plain HashMap because Connect compares serialized
   * bytes, which depend on the order of the members.
   */
  public Map<String, String> toPartition(String baseUrl, String reset) {
    return toPartition(baseUrl, reset, "");
  }

  /** Returns the same for a lane of the feed, empty for the tail. */
  public Map<String, String> toPartition(String baseUrl, String reset, String lane) {
    var partition = partition(InstanceAddress.canonical(baseUrl), reset);
    if (!lane.isEmpty()) {
      partition.put(LANE, lane);
    }
    return partition;
  }

  /**
   * Returns the partitions under which earlier releases may have stored an offset of the same feed,
   * with one of these addresses spelled differently.
   */
  public List<Map<String, String>> toEarlierPartitions(Set<String> baseUrls, String reset) {
    return baseUrls.stream()
        .flatMap(baseUrl -> InstanceAddress.spellings(baseUrl).stream())
        .distinct()
        .map(spelling -> partition(spelling, reset))
        .toList();
  }

  private Map<String, String> partition(String baseUrl, String reset) {
    var partition = new HashMap<String, String>();
    partition.put(VENDOR, vendor);
    partition.put(BASE_URL, baseUrl);
    partition.put(SERVICE, service);
    partition.put(RESET, reset);
    return partition;
  }
}
