// SPDX-License-Identifier: Apache-2.0
/**
 * The version of the plugins, the settings they read, with their fingerprint, and what a probe
 * reports. All else is in the packages below, each of which uses only those listed before it:
 * {@code error}, {@code json}, {@code metrics}, {@code obfuscation}, {@code pace}, {@code http},
 * {@code config}, {@code event}, {@code vendor}, {@code paging}, {@code checkpoint}, {@code
 * record}, {@code engine}, {@code connect}. Open {@link io.tributary.common.engine.EventPuller}
 * first, which runs the whole loop of a source.
 */
package io.tributary.common;
