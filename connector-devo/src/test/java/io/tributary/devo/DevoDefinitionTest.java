// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.connect.ConfigListing;
import org.junit.jupiter.api.Test;

/** Forms depend on the definition of the settings. */
class DevoDefinitionTest {

  @Test
  void isTheOneThatFormsAreBuiltOn() {
    assertThat(ConfigListing.of(new DevoSinkConnector().config()))
        .isEqualTo(ConfigListing.expected(getClass()));
  }
}
