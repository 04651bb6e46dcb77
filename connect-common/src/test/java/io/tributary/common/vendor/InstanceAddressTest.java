// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://kw.example.com",
        "https://kw.example.com/",
        "https://kw.example.com///",
        "https://KW.example.com",
        "https://Kw.Example.COM:443/",
        "HTTPS://kw.example.com",
        "https://kw.example.com.",
        "https://kw.example.com.:443",
        "https://kw.example.com:0443",
        "https://kw.example.com/./",
        " https://kw.example.com ",
      })
  void everySpellingOfAPlaceIsOneText(String spelling) {
    assertThat(InstanceAddress.canonical(spelling)).isEqualTo("https://kw.example.com");
  }

  @ParameterizedTest
  @CsvSource({
    "http://KW.example.com:80/, http://kw.example.com",
    "http://kw.example.com:443, http://kw.example.com:443",
    "https://kw.example.com:8443/, https://kw.example.com:8443",
    "https://kw.example.com/Tenant/, https://kw.example.com/Tenant",
    "https://kw.example.com/a/../b/./c, https://kw.example.com/b/c",
    "https://kw.example.com/%7eme/a%2fb%e4, https://kw.example.com/~me/a%2Fb%E4",
    "https://[0:0:0:0:0:0:0:1]:443, https://[::1]",
    "http://127.0.0.1:8080/, http://127.0.0.1:8080",
  })
  void whatTellsTwoPlacesApartIsKept(String spelling, String canonical) {
    assertThat(InstanceAddress.canonical(spelling)).isEqualTo(canonical);
    assertThat(InstanceAddress.canonical(canonical)).isEqualTo(canonical);
  }

  @Test
  void textThatIsNoAddressStaysAsItIs() {
    assertThat(InstanceAddress.canonical("${file:/secrets:url}")).isEqualTo("${file:/secrets:url}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://KW.example.com",
        "https://KW.EXAMPLE.COM",
        "https://Kw.example.com:443",
        "https://kw.example.com:443",
        "https://kw.example.com.",
        "https://kw.example.com.:443",
      })
  void spellingsThatEarlierReleasesStoredAreFoundFromAnyOther(String stored) {
    assertThat(InstanceAddress.spellings("https://kw.example.com")).contains(stored);
    assertThat(InstanceAddress.spellings("https://kW.example.com:443/")).contains(stored);
  }

  @Test
  void theSpellingAsGivenIsFoundWhateverItIs() {
    assertThat(InstanceAddress.spellings("https://kW.eXample.com:8443/a/../%7Eb/"))
        .contains("https://kW.eXample.com:8443/a/../%7Eb", "https://KW.example.com:8443/~b")
        .doesNotContain("https://kw.example.com/~b", "http://kw.example.com:8443/~b");
  }
}
