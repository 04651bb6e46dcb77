// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.vendor;

/**
 * The input of Devo's collector that a connector replaces.
 *
 * @param name the name of the input and of its service, as in {@code <input>-<service>}
 * @param json the input, {@code {"<input>": {…}}}, which begins at 2026-10-01
 */
public record CollectorInput(String name, String json) {}
