// SPDX-License-Identifier: Apache-2.0
package io.tributary.connect.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectorPluginTest {
  private final ConnectorPlugin plugin =
      new ConnectorPlugin("io.x.FooSourceConnector", "source", "1.0");

  @ParameterizedTest
  @ValueSource(strings = {"io.x.FooSourceConnector", "FooSourceConnector", "FooSource", "Foo"})
  void isCalledByItsNameOrAnAlias(String connectorClass) {
    assertThat(plugin.isCalled(connectorClass)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "io.x.Foo", "foo", "FooSinkConnector"})
  void isCalledByNothingElse(String connectorClass) {
    assertThat(plugin.isCalled(connectorClass)).isFalse();
  }
}
