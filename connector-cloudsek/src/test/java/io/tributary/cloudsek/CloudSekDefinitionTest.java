// SPDX-License-Identifier: Apache-2.0
package io.tributary.cloudsek;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.connect.ConfigListing;
import org.junit.jupiter.api.Test;

/** Forms depend on the definition of the settings. */
class CloudSekDefinitionTest {

  @Test
  void isTheOneThatFormsAreBuiltOn() {
    assertThat(ConfigListing.of(new CloudSekSourceConnector().config()))
        .isEqualTo(ConfigListing.expected(getClass()));
  }
}
