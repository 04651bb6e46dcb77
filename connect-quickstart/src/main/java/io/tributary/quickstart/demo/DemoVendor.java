// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.demo;

import io.tributary.testkit.vendor.FakeVendor;
import io.tributary.testkit.vendor.VendorDemo;
import io.tributary.testkit.vendor.VendorFixture;
import io.tributary.testkit.vendor.VendorLogin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A vendor of the demonstration while its fake runs.
 *
 * @param login the one that the source of {@code config-examples/quickstart} uses
 */
record DemoVendor(VendorFixture fixture, FakeVendor fake, VendorLogin login) {

  /** Starts its fake on the wanted port, or another when it is taken. */
  static DemoVendor start(VendorFixture fixture, int wantedPort) {
    var fake = fixture.start(wantedPort, null);
    return new DemoVendor(fixture, fake, fake.logins().get(0));
  }

  /** The name that people call it by. */
  String title() {
    return fixture.title();
  }

  /** The connector of {@code config-examples/quickstart} that reads it. */
  String connector() {
    return fixture.name();
  }

  VendorDemo demo() {
    return fixture.demo();
  }

  /** The properties that the example refers to, without the prefix {@code <connector>.}. */
  Map<String, String> properties() {
    var properties = new HashMap<>(login.settings());
    properties.put("base.url", fake.url().toString());
    return properties;
  }

  /** The faults that can be injected into it. */
  List<FaultKind> faults() {
    var faults = new ArrayList<>(List.of(FaultKind.storm(this)));
    var expire = login.expire();
    if (expire != null) {
      faults.add(FaultKind.tokenExpiry(this, expire));
    }
    return faults;
  }
}
