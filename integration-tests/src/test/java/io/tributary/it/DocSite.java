// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.connect.rest.ConnectApi;
import io.tributary.testkit.connect.EmbeddedBroker;
import io.tributary.testkit.connect.TopicReader;
import io.tributary.testkit.connect.WorkerConfig;
import io.tributary.testkit.connect.WorkerProcess;
import io.tributary.testkit.vendor.EventRow;
import io.tributary.testkit.vendor.ExampleSecrets;
import io.tributary.testkit.vendor.Vendors;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Properties;

/**
 * The machine of a reader who follows the documentation: a worker that is set up as docs/deploy.md
 * says, with its own Kafka, and the tool and the files in one directory.
 */
final class DocSite implements AutoCloseable {
  private final JsonNode posted;
  private final DocShell shell = new DocShell(Stack.directory("documented"));
  private final EmbeddedBroker broker = EmbeddedBroker.start(Stack.directory("documented-kafka"));
  private final WorkerProcess worker;
  private int days;

  private DocSite() throws IOException {
    var readme = DocPage.of("README.md").block("json", "\"connector.class\"");
    posted = new ObjectMapper().readTree(readme);
    Files.createSymbolicLink(
        shell.directory().resolve("tributary-tool.jar"),
        DocPage.ROOT.resolve("connect-tool/target/tributary-tool.jar"));
    var secrets = Files.createDirectories(shell.directory().resolve("etc/secrets"));
    shell.replace("/etc/kafka-connect/secrets", secrets);
    shell.replace("/usr/share/kafka-connect/plugins", shell.directory().resolve("plugins"));
    var config = WorkerConfig.of(broker.bootstrapServers());
    var told = new Properties();
    told.load(new StringReader(DocPage.of("docs/deploy.md").block("properties", "plugin.path")));
    told.forEach((name, value) -> config.with(name.toString(), shell.own(value.toString())));
    worker =
        WorkerProcess.start(
            config.pluginPath(Stack.plugins()),
            shell.directory(),
            Release.CURRENT.classPath(),
            List.of());
    var url = worker.rest().toString();
    shell.replace("http://localhost:8083", url);
    shell.replace(".jar offsets show", ".jar offsets show --url " + url);
    shell.replace(".jar offsets export", ".jar offsets export --url " + url);
    shell.replace(".jar offsets rewind", ".jar offsets rewind --yes --url " + url);
    shell.replace(".jar status", ".jar status --url " + url);
    shell.replace(".jar migrate", ".jar migrate --secrets-dir " + secrets + " --url " + url);
  }

  static DocSite start() throws IOException {
    return new DocSite();
  }

  DocShell shell() {
    return shell;
  }

  ConnectApi rest() {
    return worker.client();
  }

  /** The name of a vendor's archive, which is now in the directory of the shell. */
  String archive(RunningVendor vendor) throws IOException {
    var connector = DocPage.ROOT.resolve("connector-" + vendor.fixture().name());
    var name = Archive.of(connector).name();
    Files.createSymbolicLink(
        shell.directory().resolve(name + ".zip"),
        connector.resolve("target/components/packages").resolve(name + ".zip"));
    return name;
  }

  Arrivals arrivals(String topic) {
    return Arrivals.fromNow(TopicReader.strings(broker.bootstrapServers()), topic);
  }

  /** The name of the source that README.md creates. */
  String source() {
    return posted.path("name").asText();
  }

  /** The vendor that it reads. */
  RunningVendor vendor() {
    return RunningVendor.start(Vendors.ofConnector(posted.at("/config/connector.class").asText()));
  }

  /** Adds events, and writes the files with which README.md reads them. */
  List<EventRow> aDayOfEvents(RunningVendor vendor, Instant day) throws IOException {
    var events = vendor.rows(++days, 200, day, day.plus(Duration.ofDays(1)));
    vendor.add(events);
    var config = new HashMap<String, String>();
    posted
        .path("config")
        .properties()
        .forEach(each -> config.put(each.getKey(), each.getValue().asText()));
    shell.replace(posted.at("/config/base.url").asText(), vendor.url());
    new ExampleSecrets(shell.directory().resolve("etc/secrets"), vendor.fake()).write(config);
    var begin = posted.at("/config/initial.start.time.in.utc").asText().substring(0, 10);
    shell.write(
        source() + ".json", posted.toString().replace(begin, day.toString().substring(0, 10)));
    return events;
  }

  /** Creates the source of README.md and waits until it has read these events. */
  Arrivals createdFromTheReadme(RunningVendor vendor, List<EventRow> events) throws Exception {
    var arrivals = arrivals(vendor.table());
    var readme = DocPage.of("README.md").without(line -> !line.startsWith("curl"));
    shell.run(readme.next("curl -X POST"));
    arrivals.are(events);
    return arrivals;
  }

  @Override
  public void close() {
    worker.close();
    broker.close();
  }
}
