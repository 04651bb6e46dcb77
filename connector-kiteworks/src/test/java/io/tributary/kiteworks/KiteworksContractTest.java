// SPDX-License-Identifier: Apache-2.0
package io.tributary.kiteworks;

import io.tributary.kiteworks.fixture.KiteworksFixture;
import io.tributary.testkit.vendor.VendorContract;

/** Kiteworks keeps the contract of all sources. */
class KiteworksContractTest extends VendorContract {
  KiteworksContractTest() {
    super(new KiteworksFixture());
  }
}
