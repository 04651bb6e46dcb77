// SPDX-License-Identifier: Apache-2.0
package io.tributary.cloudsek;

import io.tributary.cloudsek.fixture.CloudSekFixture;
import io.tributary.testkit.vendor.VendorContract;

/** CloudSEK keeps the contract of all sources. */
class CloudSekContractTest extends VendorContract {
  CloudSekContractTest() {
    super(new CloudSekFixture());
  }
}
