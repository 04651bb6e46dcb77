// SPDX-License-Identifier: Apache-2.0
package io.tributary.threatq;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.connect.ConfigListing;
import org.junit.jupiter.api.Test;

/** Forms depend on the definition of the settings. */
class ThreatQDefinitionTest {

  @Test
  void isTheOneThatFormsAreBuiltOn() {
    assertThat(ConfigListing.of(new ThreatQSourceConnector().config()))
        .isEqualTo(ConfigListing.expected(getClass()));
  }
}
