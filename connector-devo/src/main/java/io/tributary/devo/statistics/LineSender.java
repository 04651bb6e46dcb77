// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.statistics;

import io.tributary.devo.message.DevoMessage;
import java.util.List;

/** Sends lines about the sink, as far as that is possible without waiting. Throws nothing. */
public interface LineSender extends AutoCloseable {
  /** Sends nothing. */
  LineSender NONE =
      new LineSender() {
        @Override
        public boolean isOn() {
          return false;
        }

        @Override
        public void send(List<DevoMessage> lines) {}

        @Override
        public void close() {}
      };

  /** Whether anything is sent at all. */
  boolean isOn();

  /** Sends these lines, or drops them. Called often, also without any. */
  void send(List<DevoMessage> lines);

  /** Gives the last lines half a second. */
  @Override
  void close();
}
