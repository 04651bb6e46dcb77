// SPDX-License-Identifier: Apache-2.0
package io.tributary.cloudsek;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.event.PageParser;
import io.tributary.common.event.ParsedPage;
import io.tributary.common.http.ApiClient;
import io.tributary.common.http.Body;
import io.tributary.common.http.Query;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.Pagination;
import io.tributary.common.vendor.Position;
import io.tributary.common.vendor.ProtocolViolation;
import io.tributary.common.vendor.SortOrder;
import io.tributary.common.vendor.TimeFormat;
import io.tributary.common.vendor.VendorApi;
import io.tributary.common.vendor.Window;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Fetches pages of the alert list by page number, in the order that the settings promise. */
final class CloudSekAlerts implements VendorApi {
  private static final List<String> TOTAL_PAGES = anywhere("total_page");
  private static final List<String> TOTAL_ROWS = anywhere("total_count");
  private static final List<String> ROWS = anywhere("current_count");

  private final CloudSekConfig config;
  private final ApiClient client;
  private final PageParser reader;
  private final TimeFormat times;
  private long days;
  private boolean ignoresLimit;
  private boolean skippedRow;

  CloudSekAlerts(CloudSekConfig config, ApiClient client) {
    this.config = config;
    this.client = client;
    this.reader = PageParser.of(config);
    this.times = CloudSekConfig.PARAM_FORMAT.of(config);
  }

  @Override
  public Page fetch(Window window, Position position) {
    return client.get(
        config.alertsPath(),
        query(window, position),
        Map.of(),
        body ->
            reader.contents(body, window.limit()).map(read -> page(read, body, window, position)));
  }

  private Page page(ParsedPage read, Body body, Window window, Position position) {
    var rows = read.events().orElseGet(() -> mayLackRows(read) ? List.of() : read.rows(body));
    ignoresLimit |= read.lacksRows() || rows.size() > window.limit();
    skippedRow = body.isCut() || (skippedRow && !position.isFirst());
    if (ignoresLimit && skippedRow) {
      // The page after one that was cut begins behind rows that were not received.
      throw new ApiException(
          ApiError.EVENT_TOO_LARGE, body.source(), "a page of more rows than were requested");
    }
    // What a body that was cut reports behind its rows is not known, so another page may follow.
    return Page.of(rows)
        .withPages(body.isCut() ? OptionalLong.of(Long.MAX_VALUE) : read.number(TOTAL_PAGES))
        .withTotal(read.number(TOTAL_ROWS));
  }

  /** Pages cannot begin at a row, which paging by time needs. */
  @Override
  public Pagination pagination() {
    return Pagination.NUMBER;
  }

  /**
   * Whether an empty list may lack its array: the paging fields report that it is empty, or nothing
   * reports that it is not and the request succeeded.
   */
  private static boolean mayLackRows(ParsedPage read) {
    var counts = Stream.of(TOTAL_ROWS, TOTAL_PAGES, ROWS).map(read::number).toList();
    return counts.stream().anyMatch(count -> count.orElse(1) == 0)
        || (counts.stream().allMatch(OptionalLong::isEmpty)
            && read.text("/success").filter("true"::equals).isPresent());
  }

  @Override
  public SortOrder order() {
    return CloudSekConfig.SORT_ORDER.of(config);
  }

  @Override
  public boolean boundsStart() {
    return !CloudSekConfig.TIME_MODE.of(config).equals(CloudSekConfig.NO_TIME);
  }

  @Override
  public boolean boundsEnd() {
    return CloudSekConfig.TIME_MODE.of(config).equals(CloudSekConfig.RANGE)
        && !CloudSekConfig.END_PARAM.of(config).isEmpty();
  }

  @Override
  public String settingsBehind(ProtocolViolation violation) {
    return switch (violation) {
      case ORDER -> "sort.order";
      case PAGING -> "page.param, page.first and limit.param";
      case TIME_FILTER -> "time.mode and the settings time.*.param it uses";
    };
  }

  private Query query(Window window, Position position) {
    var paged =
        Query.NONE
            .with(CloudSekConfig.LIMIT_PARAM.of(config), window.limit())
            .with(
                CloudSekConfig.PAGE_PARAM.of(config),
                position.page() + CloudSekConfig.PAGE_FIRST.of(config))
            .cutIf(window.limit() == 1);
    return timed(paged, window, position)
        .withEach("module_name", CloudSekConfig.MODULE_NAMES.of(config))
        .with(config.extraParams());
  }

  /** A range depends only on the window, so it stays the same during paging. */
  private Query timed(Query query, Window window, Position position) {
    if (CloudSekConfig.TIME_MODE.of(config).equals(CloudSekConfig.RELATIVE_DAYS)) {
      return query.with(CloudSekConfig.DAYS_PARAM.of(config), days(window, position));
    }
    var start =
        boundsStart()
            ? query.with(CloudSekConfig.START_PARAM.of(config), times.before(window.from()))
            : query;
    return boundsEnd()
        ? start.with(CloudSekConfig.END_PARAM.of(config), times.notBefore(window.to()))
        : start;
  }

  /**
   * Returns one day more than needed, because the server may count calendar days. The number stays
   * the same while a window is paged, unless a long wait has made it too small.
   */
  private long days(Window window, Position position) {
    var needed = wholeDays(Duration.between(window.from(), client.now()));
    if (position.isFirst() || days < needed) {
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
