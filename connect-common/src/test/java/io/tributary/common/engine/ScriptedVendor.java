// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.error.ApiException;
import io.tributary.common.event.Event;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.SortOrder;
import io.tributary.common.vendor.VendorApi;
import io.tributary.common.vendor.Window;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A vendor whose answers are written down beforehand, and that notes what it was asked. */
final class ScriptedVendor implements VendorApi {
  private final SortOrder order;
  private final int resultWindow;
  private final boolean boundsEnd;
  private final Deque<Object> answers = new ArrayDeque<>();
  private long total = Long.MAX_VALUE;
  final List<String> asked = new ArrayList<>();

  ScriptedVendor(SortOrder order, int resultWindow, boolean boundsEnd) {
    this.order = order;
    this.resultWindow = resultWindow;
    this.boundsEnd = boundsEnd;
  }

  ScriptedVendor(SortOrder order) {
    this(order, Integer.MAX_VALUE, true);
  }

  /** The next answer: the rows of a page and the token of the one after it, or none. */
  ScriptedVendor page(String next, Event... rows) {
    return answers(next, false, rows);
  }

  ScriptedVendor overlapping(String next, Event... rows) {
    return answers(next, true, rows);
  }

  /** This vendor tells so many rows with each page from now on; zero: none. */
  ScriptedVendor total(long rows) {
    total = rows;
    return this;
  }

  ScriptedVendor fails(ApiException failure) {
    answers.add(failure);
    return this;
  }

  @Override
  public Page fetch(Window window, Optional<String> token) {
    asked.add(
        "%s..%s %d %s"
            .formatted(
                window.from().toString().substring(11, 19),
                window.to().toString().substring(11, 19),
                window.limit(),
                token.orElse("-")));
    var answer = answers.remove();
    if (answer instanceof ApiException failure) {
      throw failure;
    }
    return (Page) answer;
  }

  @Override
  public SortOrder order() {
    return order;
  }

  @Override
  public int resultWindow() {
    return resultWindow;
  }

  @Override
  public boolean boundsEnd() {
    return boundsEnd;
  }

  private ScriptedVendor answers(String next, boolean overlaps, Event... rows) {
    var token = next.isEmpty() ? Optional.<String>empty() : Optional.of(next);
    answers.add(new Page(List.of(rows), token, overlaps, total));
    return this;
  }
}
