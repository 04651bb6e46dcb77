// SPDX-License-Identifier: Apache-2.0
package io.tributary.kiteworks;

import io.tributary.common.event.PageParser;
import io.tributary.common.http.ApiClient;
import io.tributary.common.http.Query;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.Pagination;
import io.tributary.common.vendor.Position;
import io.tributary.common.vendor.SortOrder;
import io.tributary.common.vendor.VendorApi;
import io.tributary.common.vendor.Window;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** Fetches pages of the administrator activity log, oldest first, by time. */
final class KiteworksActivities implements VendorApi {
  private static final String PATH = "/rest/admin/activities";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** The bounds may be exclusive, so the start is just before the second to include all of it. */
  private static final Duration INCLUSIVE = Duration.ofMillis(1);

  private final KiteworksConfig config;
  private final ApiClient client;
  private final PageParser reader;

  KiteworksActivities(KiteworksConfig config, ApiClient client) {
    this.config = config;
    this.client = client;
    this.reader = PageParser.of(config);
  }

  @Override
  public Page fetch(Window window, Position position) {
    return Page.of(
        client.get(
            PATH,
            query(window, position.row()),
            headers(),
            body -> reader.rows(body, window.limit())));
  }

  @Override
  public Pagination pagination() {
    return Pagination.TIME;
  }

  /** The server's default is newest first, but every request asks for oldest first. */
  @Override
  public SortOrder order() {
    return SortOrder.OLDEST_FIRST;
  }

  private Query query(Window window, long offset) {
    var query =
        Query.NONE
            .with("startDateTime", TIME.format(window.from().minus(INCLUSIVE)))
            .with("endDateTime", TIME.format(window.to()))
            .with("orderBy", "created:asc")
            .with("compact", false)
            .with("limit", window.limit())
            .with("offset", offset)
            .cutIf(window.limit() == 1);
    var filters = KiteworksConfig.EVENT_FILTERS.of(config);
    return (filters.isEmpty() ? query : query.with("eventFilters:in", String.join(",", filters)))
        .with(config.extraParams());
  }

  private Map<String, String> headers() {
    return Map.of("X-Accellion-Version", KiteworksConfig.API_VERSION.of(config).toString());
  }
}
