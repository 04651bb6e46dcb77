// SPDX-License-Identifier: Apache-2.0
/**
 * Kafka and Kafka Connect for tests: an embedded broker, workers in this JVM or in separate
 * processes, the component archives that they load, and a reader of topics. It does not depend on
 * any connector. Open {@link io.tributary.testkit.connect.EmbeddedBroker} first.
 */
@NullMarked
package io.tributary.testkit.connect;

import org.jspecify.annotations.NullMarked;
