// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.vendor;

import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceTask;

/** The vendors whose fixtures are on the class path, in the order of the class path. */
public final class Vendors {
  private static final List<VendorFixture> ALL =
      ServiceLoader.load(VendorFixture.class).stream().map(ServiceLoader.Provider::get).toList();

  private Vendors() {}

  /** All of them; there is one at least. */
  public static List<VendorFixture> all() {
    if (ALL.isEmpty()) {
      throw new IllegalStateException("There is no VendorFixture on the class path.");
    }
    return ALL;
  }

  /** The first that behaves so. */
  public static VendorFixture with(VendorBehavior... behaviors) {
    return all().stream()
        .filter(vendor -> vendor.behaviors().containsAll(Set.of(behaviors)))
        .findFirst()
        .orElseThrow();
  }

  /** The first that does not behave so. */
  public static VendorFixture without(VendorBehavior behavior) {
    return all().stream()
        .filter(vendor -> !vendor.behaviors().contains(behavior))
        .findFirst()
        .orElseThrow();
  }

  /** The one of this name. */
  public static VendorFixture named(String name) {
    return all().stream().filter(vendor -> vendor.name().equals(name)).findFirst().orElseThrow();
  }

  /** A new connector of the vendor, which must be on the class path. */
  static SourceConnector connector(VendorFixture vendor) {
    try {
      var type = Class.forName(vendor.connectorClass(), true, vendor.getClass().getClassLoader());
      return (SourceConnector) type.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("There is no " + vendor.connectorClass(), e);
    }
  }

  /** A new task of the vendor's connector, which must be on the class path. */
  public static SourceTask newTask(VendorFixture vendor) {
    var type = connector(vendor).taskClass();
    try {
      return (SourceTask) type.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type + " cannot be made", e);
    }
  }

  /** The one whose connector has this class. */
  public static VendorFixture ofConnector(String connectorClass) {
    return all().stream()
        .filter(vendor -> vendor.connectorClass().equals(connectorClass))
        .findFirst()
        .orElseThrow();
  }
}
