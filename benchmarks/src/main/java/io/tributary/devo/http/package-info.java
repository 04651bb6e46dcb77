// SPDX-License-Identifier: Apache-2.0
/**
 * JMH benchmark of the HTTP request bodies of the sink, in its package so that it sees what it
 * measures. Open {@link io.tributary.devo.http.RequestBodyBenchmark}.
 */
package io.tributary.devo.http;
