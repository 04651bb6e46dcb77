// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.common.coverage.LedgerComparison;
import io.tributary.common.coverage.LedgerComparison.Difference;
import io.tributary.common.error.ForeignText;
import io.tributary.common.json.Timestamps;
import io.tributary.tool.coverage.LedgerEntry;
import io.tributary.tool.coverage.TopicScan;
import io.tributary.tool.io.CommandFailedException;
import io.tributary.tool.io.JsonIo;
import io.tributary.tool.io.ProgressBar;
import io.tributary.tool.io.VisibleText;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.function.DoubleConsumer;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code coverage verify}: compares a topic with its ledger, hour by hour. */
@Command(
    name = "verify",
    description = {
      "Compares the topic of a source with the ledger in its coverage.topic: of each whole hour"
          + " (UTC), the number and the digest of the events.",
      "",
      "Reads both topics as they are now, and changes nothing.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all hours are proven, and the topic holds exactly their events",
      "1:some hours are not proven or differ",
      "2:nothing was compared, because of the command line, a file or Kafka"
    })
final class VerifyCommand implements Callable<Integer> {
  private static final int STEPS = 20;
  private static final Pattern SECRET = Pattern.compile("(?i).*(password|secret|jaas|token|key).*");

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      required = true,
      description = "A broker, or several with commas between them.")
  private String bootstrap = "";

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description = "A properties file for Kafka's consumer, such as security.protocol.")
  private @Nullable Path commandConfig;

  @Option(names = "--topic", required = true, description = "The topic of the source.")
  private String topic = "";

  @Option(names = "--ledger", required = true, description = "The coverage.topic of the source.")
  private String ledger = "";

  @Option(
      names = "--from",
      paramLabel = "TIME",
      required = true,
      description = "The first hour, such as 2026-03-01T00:00:00Z.")
  private String from = "";

  @Option(
      names = "--to",
      paramLabel = "TIME",
      required = true,
      description = "The end of the last hour.")
  private String to = "";

  @Option(
      names = "--feed",
      paramLabel = "TEXT",
      defaultValue = "",
      description =
          "Only feeds whose vendor/service/address contains this text, for a ledger of several"
              + " topics.")
  private String feed = "";

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var line = Objects.requireNonNull(spec).commandLine();
    try {
      var begin = time("--from", from);
      var comparison = comparison(begin, time("--to", to));
      var scan = new TopicScan(client(), begin);
      try (var bar = new ProgressBar(2 * STEPS)) {
        scan.read(ledger, record -> claimed(record, comparison), steps(bar, ledger));
        scan.read(topic, record -> sent(record, comparison), steps(bar, topic));
      }
      var differences = comparison.differences();
      print(comparison.hours(), differences);
      return differences.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (CommandFailedException e) {
      line.getErr().println(e.getMessage());
      return ExitCode.USAGE;
    } catch (KafkaException e) {
      line.getErr().println("Kafka cannot be read: " + ForeignText.line(reason(e)));
      return ExitCode.USAGE;
    }
  }

  private static String reason(KafkaException failure) {
    var cause = failure.getCause();
    return failure.getMessage() + (cause == null ? "" : ": " + cause.getMessage());
  }

  private static Instant time(String option, String text) {
    return Timestamps.parse(text)
        .orElseThrow(() -> new CommandFailedException(option + " is not a time: " + text));
  }

  private static LedgerComparison comparison(Instant from, Instant to) {
    try {
      return new LedgerComparison(from, to);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(e.getMessage() + ".");
    }
  }

  private Map<String, String> client() {
    var settings = new HashMap<String, String>();
    if (commandConfig != null) {
      var properties = new Properties();
      try {
        properties.load(new StringReader(JsonIo.content(commandConfig)));
      } catch (IOException | IllegalArgumentException e) {
        throw new CommandFailedException(commandConfig + " is not a properties file.");
      }
      properties
          .stringPropertyNames()
          .forEach(name -> settings.put(name, properties.getProperty(name)));
    }
    settings.put("bootstrap.servers", bootstrap);
    var secrets =
        settings.entrySet().stream()
            .filter(setting -> SECRET.matcher(setting.getKey()).matches())
            .map(Map.Entry::getValue)
            .toList();
    VisibleText.hide(Objects.requireNonNull(spec), secrets);
    return settings;
  }

  private void claimed(ConsumerRecord<byte[], byte[]> record, LedgerComparison comparison) {
    if (record.value() != null) {
      var entry = LedgerEntry.of(record.value());
      if (entry.feed().contains(feed)) {
        comparison.claimed(entry.feed(), entry.hour());
      }
    }
  }

  private static void sent(ConsumerRecord<byte[], byte[]> record, LedgerComparison comparison) {
    var time = record.headers().lastHeader("event.time");
    if (record.key() != null && time != null) {
      comparison.sent(new String(record.key(), UTF_8), new String(time.value(), UTF_8));
    }
  }

  private static DoubleConsumer steps(ProgressBar bar, String what) {
    bar.step(what);
    return new DoubleConsumer() {
      private int done = 1;

      @Override
      public void accept(double part) {
        for (; done < part * STEPS; done++) {
          bar.step(what);
        }
      }
    };
  }

  private void print(long hours, List<Difference> differences) {
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    if (json) {
      var result = new LinkedHashMap<String, Object>();
      result.put("hours", hours);
      result.put("differences", differences.stream().map(VerifyCommand::members).toList());
      out.println(JsonIo.text(result));
    } else {
      differences.forEach(one -> out.println(one.hour() + "  " + text(one)));
      out.println(
          differences.isEmpty()
              ? "All " + hours + " hours are proven, and the topic holds exactly their events."
              : differences.size() + " of " + hours + " hours are not proven or differ.");
    }
    out.flush();
  }

  private static Map<String, Object> members(Difference one) {
    var members = new LinkedHashMap<String, Object>();
    members.put("hour", one.hour().toString());
    members.put("kind", one.kind().name().toLowerCase(Locale.ROOT));
    members.put("events", one.events());
    return members;
  }

  private static String text(Difference one) {
    return switch (one.kind()) {
      case MISSING -> "missing " + one.events() + ": the topic has fewer events than the ledger";
      case EXTRA -> "extra " + one.events() + ": the topic has more events than the ledger";
      case OTHER -> "other events: the topic has as many as the ledger, but not the same";
      case NO_RECORD -> "no ledger record: no sweep has read the hour to its end";
      case GAP -> "gap: the vendor has purged events of this hour, perhaps unread ones";
      case UNPROVEN -> "unproven: no sweep could show that nothing is missing";
    };
  }
}
