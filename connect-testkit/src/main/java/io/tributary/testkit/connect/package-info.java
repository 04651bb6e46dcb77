// SPDX-License-Identifier: Apache-2.0
/**
 * Kafka and Kafka Connect for tests: an embedded broker, workers in this JVM or in a process of
 * their own, the component archives they load, and a reader of topics. Nothing here knows a
 * connector. Open {@link io.tributary.testkit.connect.EmbeddedBroker} first.
 */
@NullMarked
package io.tributary.testkit.connect;

import org.jspecify.annotations.NullMarked;
