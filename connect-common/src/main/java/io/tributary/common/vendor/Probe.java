// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.vendor;

import io.tributary.common.ProbeReport.Verdict;
import io.tributary.common.error.ApiException;
import io.tributary.common.event.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor asks a server with to find out what no document tells. Every question is a request
 * that reads, and there are only a few: each question is asked as long as there is one left.
 */
public interface Probe {
  /**
   * What came back: a page, or why there is none.
   *
   * @param page the page, or null
   * @param failure why there is none, or null
   */
  record Answer(@Nullable Page page, @Nullable ApiException failure) {
    /** The rows, none without a page. */
    public List<Event> rows() {
      return page == null ? List.of() : page.events();
    }

    /** Whether there is a page, which may be empty. */
    public boolean isPage() {
      return page != null;
    }

    /** The number of rows of the whole list, if the server reports it. */
    public Optional<Long> total() {
      return page != null && page.total().isPresent()
          ? Optional.of(page.total().getAsLong())
          : Optional.empty();
    }

    /** Whether the same rows came back, in the same order. */
    public boolean hasSameRowsAs(Answer other) {
      return isPage()
          && other.isPage()
          && rows().stream()
              .map(Event::digest)
              .toList()
              .equals(other.rows().stream().map(Event::digest).toList());
    }

    /**
     * Whether most rows are the same, as on a page that is asked for twice while rows are added to
     * the list or fall off.
     */
    public boolean isLike(Answer other) {
      var digests = other.rows().stream().map(Event::digest).collect(Collectors.toSet());
      var same = rows().stream().map(Event::digest).filter(digests::contains).count();
      return isPage() && other.isPage() && 2 * same >= Math.max(rows().size(), digests.size());
    }

    /** What came back, in words that name no event and no address. */
    public String inWords() {
      return failure == null ? rows().size() + " rows" : failure.error().label();
    }
  }

  /** The present by the server's clock, UTC. */
  Instant now();

  /** The value of a setting as found so far. */
  String setting(String name);

  /** Fetches a page with the settings found so far and these changes. */
  Answer ask(Map<String, String> changes, Window window, Position position);

  /** Fetches a page with the settings found so far. */
  default Answer ask(Window window, Position position) {
    return ask(Map.of(), window, position);
  }

  /** Takes this value into the configuration. */
  void set(String setting, String value);

  /**
   * Reports what the answers have shown.
   *
   * @param evidence a sentence that names numbers and settings, and nothing of an event
   */
  void found(String question, Verdict verdict, String evidence);
}
