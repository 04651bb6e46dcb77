// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The bundle is the union of the archives of the connectors. */
class BundleIT {
  private final Archive bundle = Archive.of(Stack.BUNDLE);

  @Test
  void theBundleHasEachLibraryOfTheConnectorsOnce() {
    var libraries = new TreeMap<String, byte[]>();
    for (var module : Stack.connectors()) {
      var connector = Archive.of(module);
      connector.in("lib/").forEach(jar -> libraries.put(jar, connector.files().get("lib/" + jar)));
    }

    assertThat(bundle.in("lib/"))
        .filteredOn(jar -> !jar.startsWith("connect-bundle-"))
        .containsExactlyInAnyOrderElementsOf(libraries.keySet())
        .allSatisfy(
            jar -> assertThat(bundle.files().get("lib/" + jar)).isEqualTo(libraries.get(jar)));
  }

  @Test
  void theBundleHasTheExamplesOfTheConnectors() {
    var examples = new TreeSet<String>();
    for (var module : Stack.connectors()) {
      Archive.of(module)
          .in("etc/")
          .forEach(file -> examples.add(module.getFileName() + "/config-examples/" + file));
    }

    assertThat(bundle.in("etc/")).containsExactlyInAnyOrderElementsOf(examples);
  }
}
