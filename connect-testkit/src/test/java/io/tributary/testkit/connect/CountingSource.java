// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.connect;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** Counts up from 1, one number a record. */
public final class CountingSource extends SourceConnector {
  private Map<String, String> config = Map.of();

  @Override
  public void start(Map<String, String> props) {
    config = props;
  }

  @Override
  public Class<? extends Task> taskClass() {
    return CountingTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return List.of(config);
  }

  @Override
  public void stop() {}

  @Override
  public ConfigDef config() {
    return new ConfigDef()
        .define("topic", ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "Where to.");
  }

  @Override
  public boolean alterOffsets(
      Map<String, String> connectorConfig, Map<Map<String, ?>, Map<String, ?>> offsets) {
    return true;
  }

  @Override
  public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> connectorConfig) {
    return ExactlyOnceSupport.SUPPORTED;
  }

  @Override
  public String version() {
    return "1";
  }

  /** The one task. */
  public static final class CountingTask extends SourceTask {
    private static final Map<String, String> PARTITION = Map.of("source", "counter");
    private String topic = "";
    private long last;

    @Override
    public void start(Map<String, String> props) {
      if (props.containsKey("fail")) {
        throw new ConnectException("told to fail");
      }
      topic = props.get("topic");
      var offset = context.offsetStorageReader().offset(PARTITION);
      last = offset == null ? 0 : (Long) offset.get("n");
    }

    @Override
    public List<SourceRecord> poll() {
      last++;
      return List.of(
          new SourceRecord(
              PARTITION, Map.of("n", last), topic, Schema.STRING_SCHEMA, Long.toString(last)));
    }

    @Override
    public void stop() {}

    @Override
    public String version() {
      return "1";
    }
  }
}
