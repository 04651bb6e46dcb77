package io.tributary.cloudsek;

import io.tributary.common.http.ApiClient;
import io.tributary.common.http.Query;
import io.tributary.common.source.EventReader;
import io.tributary.common.source.NumberedPaging;
import io.tributary.common.source.Order;
import io.tributary.common.source.Page;
import io.tributary.common.source.VendorApi;
import io.tributary.common.source.Window;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pages of the alert list, in no order to rely on, by page number. */
final class CloudSekAlerts implements VendorApi {
  private static final List<String> TOTAL_PAGES = anywhere("total_page");
  private static final List<String> TOTAL_ROWS = anywhere("total_count");

  private final CloudSekConfig config;
  private final ApiClient client;
  private final EventReader reader;
  private final NumberedPaging paging;
  private long days;

  CloudSekAlerts(CloudSekConfig config, ApiClient client) {
    this.config = config;
    this.client = client;
    this.reader =
        new EventReader(config.eventsPointers(), config.idPointers(), config.timePointers());
    this.paging = new NumberedPaging(config.firstPage());
  }

  @Override
  public Page fetch(Window window, Optional<String> pageToken) {
    var page = paging.number(pageToken, window.limit());
    var body = client.get(config.alertsPath(), query(page, window, pageToken), Map.of());
    var contents = reader.read(body);
    var pages = contents.number(TOTAL_PAGES);
    // An empty list may come without its array, but not without its paging fields.
    var rows = pages.isPresent() ? contents.events().orElse(List.of()) : contents.rows(body);
    return paging.page(rows, pageToken, window.limit(), pages, contents.number(TOTAL_ROWS));
  }

  @Override
  public Order order() {
    return Order.UNKNOWN;
  }

  @Override
  public boolean boundsEnd() {
    return false;
  }

  private Query query(long page, Window window, Optional<String> pageToken) {
    return Query.NONE
        .with(config.limitParam(), window.limit())
        .with(config.pageParam(), page)
        .with(config.daysParam(), days(window, pageToken))
        .with(config.extraParams());
  }

  /**
   * One more than needed, because the server may count calendar days. While a window is paged it
   * stays the same unless a long wait has made it too few.
   */
  private long days(Window window, Optional<String> pageToken) {
    var needed = wholeDays(Duration.between(window.from(), client.now()));
    if (pageToken.isEmpty() || days < needed) {
      days = needed + 1;
    }
    return days;
  }

  private static long wholeDays(Duration back) {
    return Math.max(back.plusDays(1).minusNanos(1).toDays(), 1);
  }

  private static List<String> anywhere(String field) {
    return List.of("/" + field, "/pagination/" + field, "/meta/" + field, "/paging/" + field);
  }
}
