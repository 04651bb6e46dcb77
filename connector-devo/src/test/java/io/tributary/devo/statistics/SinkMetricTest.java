// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.metrics.Metric;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class SinkMetricTest {

  @Test
  void namesAreUniqueAndTellTheirKind() {
    var names = new HashSet<String>();
    assertThat(SinkMetric.values())
        .allSatisfy(
            metric -> {
              assertThat(names.add(metric.key())).as(metric.key()).isTrue();
              assertThat(metric.key()).matches("[a-z0-9]+(-[a-z0-9]+)*");
              assertThat(metric.key().endsWith("-total"))
                  .as(metric.key())
                  .isEqualTo(metric.kind() == Metric.Kind.COUNTER);
              assertThat(metric.meaning()).endsWith(".");
            });
  }
}
