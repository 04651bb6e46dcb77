// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.connect;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.runtime.Connect;
import org.awaitility.Awaitility;

/**
 * A distributed Connect worker in this JVM. It is ready when {@link #start} returns. A worker that
 * cannot start ends the JVM, as Connect does.
 */
public final class InProcessWorker implements ConnectWorker {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  private final Connect<?> connect;
  private final URI rest;

  private InProcessWorker(Connect<?> connect, URI rest) {
    this.connect = connect;
    this.rest = rest;
  }

  public static InProcessWorker start(WorkerConfig config) {
    Map<String, String> properties = config.properties();
    Connect<?> connect = new ConnectDistributed().startConnect(properties);
    removeJettyShutdownHook();
    var worker = new InProcessWorker(connect, URI.create(properties.get("listeners")));
    Awaitility.await().atMost(START_TIMEOUT).until(worker.client()::isReady);
    return worker;
  }

  @Override
  public URI rest() {
    return rest;
  }

  /** May be called from a shutdown hook too: it then waits for the stop that Connect has begun. */
  @Override
  public void close() {
    // A second stop() frees awaitStop() at once while Connect's own hook is still stopping tasks.
    if (!shuttingDown()) {
      connect.stop();
    }
    connect.awaitStop();
  }

  /**
   * Jetty's hook stops the REST server at the same time as Connect's does, and then Connect may
   * wait for it for ever. Jetty is not on the class path of the compiler.
   */
  private static void removeJettyShutdownHook() {
    try {
      var type = Class.forName("org.eclipse.jetty.util.thread.ShutdownThread");
      var hook = (Thread) type.getMethod("getInstance").invoke(null);
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("another Jetty than expected", e);
    } catch (IllegalStateException inShutdown) {
      // Too late, and no worse than before.
    }
  }

  private static boolean shuttingDown() {
    var probe = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      return !Runtime.getRuntime().removeShutdownHook(probe);
    } catch (IllegalStateException inShutdown) {
      return true;
    }
  }
}
