// SPDX-License-Identifier: Apache-2.0
package io.tributary.cloudsek;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.vendor.ProtocolViolation;
import io.tributary.common.vendor.SortOrder;
import io.tributary.common.vendor.Window;
import io.tributary.testkit.http.Fault;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The requests to the vendor. */
class CloudSekAlertsTest extends CloudSekAlertsFixture {
  @Test
  void asksForAPageOfSoManyDays() {
    answers("{\"data\":[],\"total_page\":0}");

    fetch(Duration.ofDays(7), FIRST);

    var request = asked();
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.target()).isEqualTo("/api/historic/alerts?limit=100&page=1&days=8");
    assertThat(request.header("Authorization")).contains("Bearer " + fake.token());
    assertThat(request.header("Accept")).contains("application/json");
    assertThat(request.body()).isEmpty();
  }

  @ParameterizedTest(name = "{0} back: {1} days")
  @CsvSource({"PT0S,2", "PT1S,2", "PT24H,2", "PT24H0.001S,3", "PT48H,3", "P7D,8", "PT-1H,2"})
  void countsDaysUpAndTakesOneMoreBecauseTheServerMayCountCalendarDays(Duration back, String days) {
    answers("{\"data\":[]}");

    fetch(back, FIRST);

    assertThat(asked().query("days")).contains(days);
  }

  @Test
  void theDaysDoNotChangeWhileAWindowIsPaged() {
    assertThat(daysOfASecondPage(Duration.ofHours(1))).isEqualTo("8");
    assertThat(daysOfASecondPage(Duration.ofHours(24))).isEqualTo("8");
  }

  @Test
  void aWaitOfDaysDoesNotLeaveOutTheOldestAlerts() {
    assertThat(daysOfASecondPage(Duration.ofHours(25))).isEqualTo("10");
  }

  private String daysOfASecondPage(Duration wait) {
    answers("{\"data\":[{\"id\":1}],\"total_page\":3}", "{\"data\":[{\"id\":2}],\"total_page\":3}");
    var window = new Window(NOW.minus(Duration.ofDays(7)), NOW, 1);
    fake.clock(Clock.fixed(NOW, ZoneOffset.UTC));

    alerts.fetch(window, FIRST);
    assertThat(asked().query("days")).contains("8");
    fake.clock(Clock.fixed(NOW.plus(wait), ZoneOffset.UTC));
    clock.now = NOW.plus(wait);
    alerts.fetch(window, SECOND);
    clock.now = NOW;

    assertThat(asked().query("page")).contains("2");
    return asked().query("days").orElseThrow();
  }

  @Test
  void sendsWhatATenantNamesDifferently() {
    use(
        "alerts.path", "/v9/alerts",
        "time.days.param", "relative_days",
        "page.param", "p",
        "page.first", "0",
        "limit.param", "size",
        "auth.header.name", "X-Api-Key",
        "auth.header.prefix", "",
        "request.extra.params", "module_name=Credential Leaks,status=open");
    fake.faults().on("/v9/alerts").next(Fault.status(200, "{\"data\":[]}"));

    fetch(Duration.ofDays(7), FIRST);

    var request = fake.requests("/v9/alerts").get(0);
    assertThat(request.target())
        .isEqualTo(
            "/v9/alerts?size=100&p=0&relative_days=8&module_name=Credential%20Leaks&status=open");
    assertThat(request.header("X-Api-Key")).contains(fake.token());
    assertThat(request.header("Authorization")).isEmpty();
  }

  @ParameterizedTest(name = "{0}: from {1} to {2}")
  @CsvSource({
    "yyyy-MM-dd'T'HH:mm:ss'Z',2025-03-09T11:59:59Z,2025-03-10T12:00:01Z",
    "date,2025-03-09,2025-03-11",
    "epoch_seconds,1741521599,1741608001",
    "epoch_millis,1741521599999,1741608000001",
    "yyyyMMdd HHmm,20250309 1159,20250310 1201",
  })
  void aRangeIsRoundedOutwardToWhatItsFormatCanWrite(String format, String start, String end) {
    use("time.mode", "range", "time.param.format", format);
    answers("{\"data\":[]}");

    alerts.fetch(new Window(NOW.minus(Duration.ofDays(1)), NOW.plusMillis(1), 100), FIRST);

    assertThat(asked().query().keySet()).containsExactly("limit", "page", "start_date", "end_date");
    assertThat(asked().query("start_date")).contains(start);
    assertThat(asked().query("end_date")).contains(end);
    assertThat(alerts.boundsEnd()).isTrue();
  }

  @Test
  void aRangeDoesNotChangeWhileItIsPaged() {
    use("time.mode", "range");
    answers("{\"data\":[{\"id\":1}],\"total_page\":2}", "{\"data\":[{\"id\":2}],\"total_page\":2}");
    var window = new Window(NOW.minus(Duration.ofDays(7)), NOW, 1);

    alerts.fetch(window, FIRST);
    var range = asked().query("start_date").orElseThrow() + asked().query("end_date").orElseThrow();
    clock.now = NOW.plus(Duration.ofDays(2));
    alerts.fetch(window, SECOND);

    assertThat(range).isEqualTo("2025-03-03T11:59:59Z2025-03-10T12:00:00Z");
    assertThat(asked().query("page")).contains("2");
    assertThat(asked().query("start_date").orElseThrow() + asked().query("end_date").orElseThrow())
        .isEqualTo(range);
  }

  @Test
  void aRangeWithoutTheNameOfItsEndTellsTheStartOnly() {
    use("time.mode", "range", "time.start.param", "since", "time.end.param", "");
    answers("{\"data\":[]}");

    fetch(Duration.ofDays(7), FIRST);

    assertThat(asked().query().keySet()).containsExactly("limit", "page", "since");
    assertThat(alerts.boundsStart()).isTrue();
    assertThat(alerts.boundsEnd()).isFalse();
  }

  @Test
  void withoutATimeTheWholeListIsAskedFor() {
    use("time.mode", "none");
    answers("{\"data\":[]}");

    fetch(Duration.ofDays(7), FIRST);

    assertThat(asked().target()).isEqualTo("/api/historic/alerts?limit=100&page=1");
    assertThat(alerts.boundsStart()).isFalse();
    assertThat(alerts.boundsEnd()).isFalse();
  }

  @Test
  void eachModuleIsAPairOfItsOwn() {
    use("module.names", "Credential Leaks, Fake URLs and Phishing", "time.mode", "none");
    answers("{\"data\":[]}");

    fetch(Duration.ofDays(7), FIRST);

    assertThat(asked().target())
        .endsWith("&module_name=Credential%20Leaks&module_name=Fake%20URLs%20and%20Phishing");
  }

  @ParameterizedTest
  @CsvSource({
    "v1,/incidents/historic/alerts",
    "v1-current,/incidents/alerts",
    "v2-current,/v2/incidents/alerts",
  })
  void aProfileAsksAtItsPath(String profile, String path) {
    use("api.profile", profile);

    assertThat(fetch(Duration.ofDays(7), FIRST).events()).isEmpty();

    assertThat(fake.requests(path)).hasSize(1);
  }

  @Test
  void aPrefixMayEndInASpace() {
    use("auth.header.prefix", "Token ");
    answers("{\"data\":[]}");

    fetch(Duration.ofDays(7), FIRST);

    assertThat(asked().header("Authorization")).contains("Token " + fake.token());
  }

  @Test
  void aBaseAddressThatEndsInThePathDoesNotGetItTwice() {
    use("base.url", fake.url() + "/api/historic/alerts/");
    answers("{\"data\":[]}");

    fetch(Duration.ofDays(7), FIRST);

    assertThat(asked().path()).isEqualTo("/api/historic/alerts");
  }

  @ParameterizedTest
  @CsvSource({"unknown,UNKNOWN", "asc,OLDEST_FIRST", "desc,NEWEST_FIRST"})
  void hasTheOrderItIsToldToHave(String setting, SortOrder order) {
    use("sort.order", setting);

    assertThat(alerts.order()).isEqualTo(order);
  }

  @Test
  void byDefaultDaysBoundTheStartOnly() {
    assertThat(alerts.boundsStart()).isTrue();
    assertThat(alerts.boundsEnd()).isFalse();
  }

  @Test
  void namesTheSettingsBehindWhateverIsOdd() {
    for (var oddity : ProtocolViolation.values()) {
      assertThat(alerts.settingsBehind(oddity)).as(oddity.name()).isNotEmpty();
    }
  }
}
