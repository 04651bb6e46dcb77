// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** Reports records that cannot be sent to Connect, which may write them to a dead letter queue. */
final class ErrantRecords {
  private final SinkTaskContext context;
  private final DeliveryMonitor monitor;

  ErrantRecords(SinkTaskContext context, DeliveryMonitor monitor) {
    this.context = context;
    this.monitor = monitor;
  }

  /**
   * Reports one record.
   *
   * @throws DataException the given reason, if the worker has no errant record reporter
   */
  void report(SinkRecord record, DataException reason) {
    var reporter = context.errantRecordReporter();
    if (reporter == null) {
      throw reason;
    }
    monitor.rejected();
    // Connect itself waits for the report before it commits an offset.
    var unused = reporter.report(record, reason);
  }
}
