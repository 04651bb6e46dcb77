// SPDX-License-Identifier: Apache-2.0
/**
 * The masking of fields by rules, for sources and as a transform. An event that cannot be masked is
 * never let through; the caller puts a placeholder in its place. Open {@link
 * io.tributary.common.obfuscation.Obfuscation} first.
 */
package io.tributary.common.obfuscation;
