// SPDX-License-Identifier: Apache-2.0
/**
 * JMH benchmark of the sink's HTTP request bodies. It shares the package of the sink, whose types
 * are package-private. Open {@link io.tributary.devo.http.RequestBodyBenchmark} first.
 */
package io.tributary.devo.http;
