// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.error;

/**
 * What the other side said, as an argument of an error. A task quotes it. A validation does not:
 * whoever may validate settings could have it read any server that the worker reaches.
 *
 * @param quoted with the words of the other side, without secrets and shortened
 * @param outcome without them: a status, or the name of an exception
 */
public record Answer(String quoted, String outcome) {

  @Override
  public String toString() {
    return quoted;
  }
}
