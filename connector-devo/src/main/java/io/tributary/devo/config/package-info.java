// SPDX-License-Identifier: Apache-2.0
/**
 * The settings of the sink: their definitions, their checks, and the values that the rest of the
 * module reads. Nothing here connects to Devo or sees a record. Open {@link
 * io.tributary.devo.config.DevoSinkConfig} first.
 */
@NullMarked
package io.tributary.devo.config;

import org.jspecify.annotations.NullMarked;
