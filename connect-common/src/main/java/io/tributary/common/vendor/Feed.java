// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.vendor;

import java.util.HashMap;
import java.util.Map;

/**
 * A stream of events that a vendor offers.
 *
 * @param vendor the vendor's name in lower case
 * @param service the name of the service in Devo's collector
 * @param table the Devo table that the feed fills
 */
public record Feed(String vendor, String service, String table) {

  /**
   * Returns the source partition of this feed on one instance of the vendor. The map is a plain
   * HashMap because Connect compares serialized bytes, which depend on the order of the members.
   */
  public Map<String, String> toPartition(String baseUrl, String reset) {
    var partition = new HashMap<String, String>();
    partition.put("vendor", vendor);
    partition.put("base_url", baseUrl);
    partition.put("service", service);
    partition.put("reset", reset);
    return partition;
  }
}
