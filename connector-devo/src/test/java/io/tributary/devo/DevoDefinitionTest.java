// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.vendor.ConfigListing;
import org.junit.jupiter.api.Test;

/** Forms are built on the definition of the settings. */
class DevoDefinitionTest {

  @Test
  void isTheOneThatFormsAreBuiltOn() {
    assertThat(ConfigListing.of(new DevoSinkConnector().config()))
        .isEqualTo(ConfigListing.expected(getClass()));
  }
}
