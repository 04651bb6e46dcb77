// SPDX-License-Identifier: Apache-2.0
/**
 * The REST API of a Kafka Connect worker, for all code here that calls one: the tool, the
 * quickstart and the tests. It depends on no other module of ours, does not know our connectors and
 * never connects to a broker. Open {@link io.tributary.connect.rest.ConnectApi} first.
 */
@NullMarked
package io.tributary.connect.rest;

import org.jspecify.annotations.NullMarked;
