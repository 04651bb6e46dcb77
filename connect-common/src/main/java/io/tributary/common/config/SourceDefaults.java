package io.tributary.common.config;

import io.tributary.common.error.CollectorError;
import java.time.Duration;
import java.util.List;

/**
 * What differs between vendors in the settings they share.
 *
 * @param table the Devo table of the feed, default of topic and tag
 * @param overlap how late an event may become visible
 * @param settle how young an event must be left alone
 * @param windowMax the longest stretch asked for at once; zero: no limit
 * @param pageSize rows per page
 * @param maxPageSize the most the API takes
 * @param history how far back a feed starts that is not told where
 * @param requestsLimits in the form of {@code requests.limits}
 * @param events JSON pointers to the rows of a page
 * @param ids JSON pointers to an event's id
 * @param times JSON pointers to an event's time
 * @param startUnreadable the number the vendor's document has for a start time that is none; takes
 *     the name of the setting and the text
 * @param startNotPast and for one that is not in the past; likewise
 */
public record SourceDefaults(
    String table,
    Duration overlap,
    Duration settle,
    Duration windowMax,
    int pageSize,
    int maxPageSize,
    Duration history,
    String requestsLimits,
    List<String> events,
    List<String> ids,
    List<String> times,
    CollectorError startUnreadable,
    CollectorError startNotPast) {}
