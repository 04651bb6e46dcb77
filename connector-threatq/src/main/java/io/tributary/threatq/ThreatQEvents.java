// SPDX-License-Identifier: Apache-2.0
package io.tributary.threatq;

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
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Fetches pages of events by their last update, from a query (with or without a cursor) or from a
 * list.
 */
final class ThreatQEvents implements VendorApi {
  private static final String PATH = "/api/events";
  private static final String FILTER =
      "{\"criteria\":{},\"filters\":{\"+and\":[{\"updated_at\":{\"+gte\":\"%s\"}}]}}";

  private static final String FIRST_CURSOR = "*";

  private final ThreatQConfig config;
  private final ApiClient client;
  private final PageParser reader;
  private final TimeFormat times = TimeFormat.of("yyyy-MM-dd HH:mm:ss");

  ThreatQEvents(ThreatQConfig config, ApiClient client) {
    this.config = config;
    this.client = client;
    this.reader = PageParser.of(config);
  }

  @Override
  public Page fetch(Window window, Position position) {
    return switch (ThreatQConfig.QUERY_MODE.of(config)) {
      case QUERY -> post(window, from(sorted(window), window, position), read -> Optional.empty());
      case CURSOR ->
          post(
              window,
              sorted(window).with("cursorMark", position.cursor().orElse(FIRST_CURSOR)),
              read -> read.text("/nextCursorMark"));
      case LIST -> list(window, position);
    };
  }

  @Override
  public Pagination pagination() {
    return switch (ThreatQConfig.QUERY_MODE.of(config)) {
      case QUERY -> Pagination.TIME;
      case CURSOR -> Pagination.CURSOR;
      case LIST -> Pagination.NUMBER;
    };
  }

  private Page post(Window window, Query query, Function<ParsedPage, Optional<String>> cursor) {
    return client.post(
        PATH + "/query",
        query,
        FILTER.formatted(times.atOrBefore(window.from())),
        body -> page(body, window, cursor));
  }

  private Optional<Page> page(
      Body body, Window window, Function<ParsedPage, Optional<String>> cursor) {
    return reader
        .contents(body, window.limit())
        .map(
            read ->
                Page.of(read.rows(body))
                    .withTotal(read.number("/total"))
                    .withCursor(cursor.apply(read)));
  }

  /** The list has no start parameter, so it is read back from the newest event. */
  private Page list(Window window, Position position) {
    var query = from(sorted(window, "-updated_at"), window, position);
    return client.get(PATH, query, Map.of(), body -> page(body, window, read -> Optional.empty()));
  }

  /** A list can be read on behind a row that is too large, unlike one that is read by cursor. */
  private static Query from(Query query, Window window, Position position) {
    return query.with("offset", position.row()).cutIf(window.limit() == 1);
  }

  private Query sorted(Window window) {
    return sorted(window, ThreatQConfig.SORT.of(config));
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
