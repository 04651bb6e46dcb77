// SPDX-License-Identifier: Apache-2.0
/**
 * JMH benchmarks of the sink's messages and lines. They share the package of the sink, whose types
 * are package-private. Open {@link io.tributary.devo.syslog.MessageBenchmark} first.
 */
package io.tributary.devo.syslog;
