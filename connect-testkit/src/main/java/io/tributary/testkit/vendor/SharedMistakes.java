// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.vendor;

import java.util.Set;

/** The ways in which the settings that all sources share can be wrong. */
final class SharedMistakes {
  /** One a line, as {@link SettingsContract} reads them. */
  static final String ROWS =
      """
      base.url|-|SetupError 1: base.url must be specified.
      base.url||SetupError 1: base.url must be specified.
      base.url|ftp://example.com|SetupError 3: base.url must look like http[s]://host[:port][/path], got: ftp://example.com.
      base.url|example.com|SetupError 3
      base.url|https://|SetupError 3
      base.url|https://user:pw@example.com|SetupError 3: base.url must look like http[s]://host[:port][/path], got: an address with other characters.
      base.url|https://example.com?x=1|SetupError 3
      base.url|https://example.com#x|SetupError 3
      base.url|https://exa mple.com|SetupError 3
      base.url|https://example.com:99999|SetupError 3
      initial.start.time.in.utc|1969-12-31T23:59:59Z|SetupError 701: Setting initial.start.time.in.utc is not valid: must be a time from 1970 to 9999.
      initial.start.time.in.utc|0001-01-01|SetupError 701
      base.url|http://[fe80::1%eth0]:8080|SetupError 3
      base.url|https://a-label-of-more-than-63-characters-which-no-server-of-dns-can-hold.example.com|SetupError 3
      initial.start.time.max.age.days|-1|SetupError 701
      page.size|many|SetupError 11: page.size must be greater than or equal to 1 and less than or equal to
      page.size|0|SetupError 11
      page.size|-5|SetupError 11
      requests.limits|20|SetupError 701: Setting requests.limits is not valid: must be limits such as
      requests.limits|1/999999d|SetupError 701
      topic|a b|SetupError 701
      topic|..|SetupError 701
      devo.tag|onelevel|SetupError 701
      devo.tag|a.b.c.d.e.f.g|SetupError 701
      poll.interval.ms|0|SetupError 701
      poll.interval.ms|soon|SetupError 701
      overlap.ms|-1|SetupError 701
      sweep.interval.ms|-1|SetupError 701
      sweep.horizon.ms|-1|SetupError 701
      settle.ms|-1|SetupError 701
      window.max.ms|-1|SetupError 701
      heartbeat.topic|a b|SetupError 701
      heartbeat.interval.ms|999|SetupError 701
      coverage.topic|a b|SetupError 701
      backfill|backwards|SetupError 701
      backfill.slices|0|SetupError 701
      backfill.slices|33|SetupError 701
      replay|yesterday|SetupError 701
      replay|2026-01-02T00:00:00Z/2026-01-01T00:00:00Z|SetupError 701
      journal.topic|a b|SetupError 701
      journal.tag|onelevel|SetupError 701
      connect.timeout.ms|0|SetupError 701
      connect.timeout.ms|70000|SetupError 702: Setting connect.timeout.ms makes no sense here: it is above request.timeout.ms, 60000.
      request.timeout.ms|0|SetupError 701
      retry.backoff.ms|0|SetupError 701
      retry.backoff.ms|60001|SetupError 702: Setting retry.backoff.ms makes no sense here: it is above retry.backoff.max.ms, 60000.
      retry.backoff.max.ms|0|SetupError 701
      retry.after.max.ms|999|SetupError 701
      trouble.patience.ms|-1|SetupError 701
      response.max.bytes|10|SetupError 701
      event.max.bytes|10|SetupError 701
      event.max.bytes|67108865|SetupError 702: Setting event.max.bytes makes no sense here: it is above response.max.bytes
      value.format|avro|SetupError 701: Setting value.format is not valid: must be one of [json, map], got: avro.
      record.timestamp|never|SetupError 701
      pulling.id.inject|perhaps|SetupError 10: Setting pulling.id.inject not of expected type: boolean.
      connection.check.enabled|perhaps|SetupError 10
      obfuscation.rules|[{"name": "user"}]|SetupError 701: Setting obfuscation.rules is not valid: item 1: name must be a list of strings.
      events.pointer|data|SetupError 701
      event.id.pointers|id|SetupError 701
      event.time.pointers|/a,b|SetupError 701
      event.time.format|HH:mm|SetupError 701: Setting event.time.format is not valid: must be a pattern with year, month and day
      event.time.format|QWERTY|SetupError 701
      dedupe.key|hash|SetupError 701: Setting dedupe.key is not valid: must be one of [id, id_and_hash, id_and_time] or JSON pointers
      dedupe.key|/a,b|SetupError 701
      request.extra.params|a|SetupError 701
      request.extra.params|=b|SetupError 701
      proxy.url|socks5://127.0.0.1:1080|SetupError 701: Setting proxy.url is not valid: must look like http://host:port
      proxy.url|https://proxy.example.com:3128|SetupError 701
      proxy.url|http://proxy.example.com|SetupError 701
      proxy.url|http://proxy.example.com:3128/path|SetupError 701
      proxy.username|me|SetupError 702: Setting proxy.username makes no sense here: it needs proxy.url.
      proxy.username|me\tyou|SetupError 701: Setting proxy.username is not valid: must not contain line breaks
      proxy.password|canary\u00a0|SetupError 701
      proxy.password|canary|SetupError 702: Setting proxy.password makes no sense here: it needs proxy.username.
      ssl.truststore.location|/does/not/exist.jks|SetupError 703: Setting ssl.truststore.location cannot be used: NoSuchFileException
      ssl.enabled.protocols|TLSv1.1|SetupError 701: Setting ssl.enabled.protocols is not valid: only TLSv1.2 and TLSv1.3 are allowed.
      """;

  /** Settings for which no value is wrong. */
  static final Set<String> NEVER_WRONG =
      Set.of("reset.persistence.auth", "environment", "obfuscation.hash.key");

  private SharedMistakes() {}
}
