// SPDX-License-Identifier: Apache-2.0
/**
 * JMH benchmarks of the messages and lines of the sink, in its package so that they see what they
 * measure. Open {@link io.tributary.devo.syslog.MessageBenchmark}.
 */
package io.tributary.devo.syslog;
