// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.demo;

import java.util.List;

/**
 * A fake vendor and the tables its events go to.
 *
 * @param connector the source that reads it
 * @param telling JSON pointers to what tells most of an event, its time first
 */
public record VendorState(
    String name, String connector, List<String> telling, List<TableCheck.State> tables) {}
