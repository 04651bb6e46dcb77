// SPDX-License-Identifier: Apache-2.0
package io.tributary.threatq;

import io.tributary.testkit.vendor.VendorContract;
import io.tributary.threatq.fixture.ThreatQFixture;

/** ThreatQ keeps the contract of all sources. */
class ThreatQContractTest extends VendorContract {
  ThreatQContractTest() {
    super(new ThreatQFixture());
  }
}
