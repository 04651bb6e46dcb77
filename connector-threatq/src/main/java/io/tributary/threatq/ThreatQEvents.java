// SPDX-License-Identifier: Apache-2.0
package io.tributary.threatq;

import io.tributary.common.config.TimeFormat;
import io.tributary.common.event.Event;
import io.tributary.common.event.PageParser;
import io.tributary.common.event.ParsedPage;
import io.tributary.common.http.ApiClient;
import io.tributary.common.http.Query;
import io.tributary.common.paging.CursorPaging;
import io.tributary.common.paging.KeysetPaging;
import io.tributary.common.paging.OffsetPaging;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.ProtocolViolation;
import io.tributary.common.vendor.SortOrder;
import io.tributary.common.vendor.VendorApi;
import io.tributary.common.vendor.Window;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Fetches pages of events by their last update, from a query (with or without a cursor) or from a
 * list.
 */
final class ThreatQEvents implements VendorApi {
  private static final String PATH = "/api/events";
  private static final String FILTER =
      "{\"criteria\":{},\"filters\":{\"+and\":[{\"updated_at\":{\"+gte\":\"%s\"}}]}}";

  private final ThreatQConfig config;
  private final ApiClient client;
  private final PageParser reader;
  private final TimeFormat times = TimeFormat.of("yyyy-MM-dd HH:mm:ss");
  private final KeysetPaging moving = new KeysetPaging();
  private final OffsetPaging byRow = new OffsetPaging();

  ThreatQEvents(ThreatQConfig config, ApiClient client) {
    this.config = config;
    this.client = client;
    this.reader = PageParser.of(config);
  }

  @Override
  public Page fetch(Window window, Optional<String> pageToken) {
    return switch (ThreatQConfig.QUERY_MODE.of(config)) {
      case QUERY -> query(window, pageToken);
      case CURSOR -> byCursor(window, pageToken.orElse(CursorPaging.FIRST));
      case LIST -> list(window, pageToken);
    };
  }

  private Page query(Window window, Optional<String> pageToken) {
    var place = KeysetPaging.place(window, pageToken);
    return post(
        sorted(window, ThreatQConfig.SORT.of(config)).with("offset", place.offset()),
        place.from(),
        (rows, read) -> moving.page(rows, window, pageToken, read.number("/total")));
  }

  private Page byCursor(Window window, String cursor) {
    return post(
        sorted(window, ThreatQConfig.SORT.of(config)).with("cursorMark", cursor),
        window.from(),
        (rows, read) ->
            CursorPaging.page(rows, cursor, read.text("/nextCursorMark"), read.number("/total")));
  }

  private Page post(Query query, Instant from, BiFunction<List<Event>, ParsedPage, Page> page) {
    return client.post(
        PATH + "/query",
        query,
        FILTER.formatted(times.atOrBefore(from)),
        body -> reader.contents(body).map(read -> page.apply(read.rows(body), read)));
  }

  /** The list has no start parameter, so it is read back from the newest event. */
  private Page list(Window window, Optional<String> pageToken) {
    var query = sorted(window, "-updated_at").with("offset", OffsetPaging.offset(pageToken));
    var rows = client.get(PATH, query, Map.of(), reader::rows);
    return byRow.page(rows, pageToken, window.limit());
  }

  private Query sorted(Window window, String sort) {
    return Query.NONE
        .with("limit", window.limit())
        .with("sort", sort)
        .with("with", config.relations())
        .with(config.extraParams());
  }

  @Override
  public SortOrder order() {
    return boundsStart() ? SortOrder.OLDEST_FIRST : SortOrder.NEWEST_FIRST;
  }

  @Override
  public boolean boundsStart() {
    return ThreatQConfig.QUERY_MODE.of(config) != ThreatQConfig.QueryMode.LIST;
  }

  /** No operator for an end is documented. */
  @Override
  public boolean boundsEnd() {
    return false;
  }

  @Override
  public boolean movesRows() {
    return true;
  }

  @Override
  public String settingsBehind(ProtocolViolation violation) {
    return violation == ProtocolViolation.ORDER ? "sort" : "query.mode";
  }
}
