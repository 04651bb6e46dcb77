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
  @CsvSource({
    "tls://host.:443, tls://host:443",
    "tls://collector-eu.devo.io.:443, tls://collector-eu.devo.io:443",
    "tls://h:443/, tls://h:443",
    "TLS://Collector-EU.devo.io:443, tls://collector-eu.devo.io:443",
    "Relp+TLS://h:2514/, relp+tls://h:2514",
    "tcp://devo_relay:13000, tcp://devo_relay:13000",
    "tcp://_relay.a_b.example:13000, tcp://_relay.a_b.example:13000",
    "tcp://10.0.0.1:13000, tcp://10.0.0.1:13000",
    "tcp://[2001:DB8::1]:514, tcp://[2001:DB8::1]:514",
    "tcp://h:00514, tcp://h:514",
    "tcp://münchen.example:514, tcp://xn--mnchen-3ya.example:514",
    "' tcp://h:1 ', tcp://h:1",
    "HTTPS://HTTP-EU.devo.io.:443/, https://http-eu.devo.io",
    "https://devo_relay/In, https://devo_relay/In"
  })
  void isOneForEachPlaceHoweverItIsSpelled(String given, String canonical) {
    assertThat(Endpoint.parse(given)).hasToString(canonical);
    assertThat(Endpoint.parse(given)).isEqualTo(Endpoint.parse(canonical));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tls://h              | ; the port is missing",
        "tls://h/             | ; the port is missing",
        "tls://h:             | , the port from 1 to 65535",
        "tls://h:0            | , the port from 1 to 65535",
        "tls://h:65536        | , the port from 1 to 65535",
        "tls://h:99999999999  | , the port from 1 to 65535",
        "https://h:x          | , the port from 1 to 65535",
        "tcp://h:1/x          | , only https:// with a path",
        "tcp://h:1//          | , only https:// with a path",
        "tcp://u:p@h:1        | , without user, token or query",
        "https://h?token=1    | , without user, token or query",
        "https://h/#x         | , without user, token or query",
        "https://h/a b        | , without user, token or query, the path of letters, digits and . _ ~ -",
        "tcp://h o:1          | , the host of letters, digits, dots, - and _",
        "tcp://-h:1           | , the host of letters, digits, dots, - and _",
        "tcp://h..i:1         | , the host of letters, digits, dots, - and _",
        "tcp://.:1            | , the host of letters, digits, dots, - and _",
        "tcp://:1             | , the host of letters, digits, dots, - and _",
        "tcp://[::x]:1        | ; the brackets hold no IPv6 address",
        "tcp://[]:1           | ; the brackets hold no IPv6 address",
        "udp://h:1            | ''",
        "h:1                  | ''",
        "tls:h:1              | ''",
        "''                   | ''"
      })
  void saysWhatIsWrongWithIt(String given, String why) {
    assertThatThrownBy(() -> Endpoint.parse(given))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "must look like tls://host:port, tcp://host:port, relp+tls://host:port, relp://host:port"
                + " or https://host[:port][/path]"
                + why);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 192})
  void aPriorityOfSyslogIsFromZeroTo191(int priority) {
    assertThatThrownBy(() -> new SyslogFormat(priority, TimestampFormat.ISO, false))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
