// SPDX-License-Identifier: Apache-2.0
/**
 * The REST API of a Kafka Connect worker, for everything here that talks to one: the tool, the
 * quickstart and the tests. It depends on nothing else of ours, knows none of our connectors and
 * never speaks to a broker. Open {@link io.tributary.connect.rest.ConnectApi} first.
 */
@NullMarked
package io.tributary.connect.rest;

import org.jspecify.annotations.NullMarked;
