// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

  @ParameterizedTest
  @CsvSource({"ftp,h,1", "tls,'',443", "tls,h,0", "tls,h,65536"})
  void hasAKnownSchemeAHostAndAPort(String scheme, String host, int port) {
    assertThatThrownBy(() -> new Endpoint(scheme, host, port, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must look like tls://host:port");
  }

  @Test
  void hasNoTrailingSlashInItsPath() {
    assertThat(Endpoint.parse("https://h/devo/"))
        .isEqualTo(new Endpoint("https", "h", 443, "/devo"));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 192})
  void aPriorityOfSyslogIsFromZeroTo191(int priority) {
    assertThatThrownBy(() -> new SyslogFormat(priority, TimestampFormat.ISO, false))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
