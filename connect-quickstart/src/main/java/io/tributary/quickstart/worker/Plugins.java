// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.worker;

import io.tributary.testkit.connect.Components;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.source.SourceConnector;

/** The packaged connectors, loaded from their archives as a worker would, each by itself. */
public final class Plugins implements AutoCloseable {
  private final List<URLClassLoader> loaders = new ArrayList<>();

  /** Unpacks the archives into the given directory and opens them. */
  public Plugins(Layout layout, Path directory) throws IOException {
    this(unpacked(layout, directory));
  }

  /** Opens what has been unpacked. */
  public Plugins(Path directory) throws IOException {
    try (var components = Files.list(directory)) {
      for (Path component : components.sorted().toList()) {
        loaders.add(
            new URLClassLoader(jars(component.resolve("lib")), getClass().getClassLoader()));
      }
    }
  }

  private static Path unpacked(Layout layout, Path directory) {
    for (Path module : layout.connectorModules()) {
      Components.installFrom(module, directory);
    }
    return directory;
  }

  /** One of each connector, by the name of its class. */
  public List<Connector> connectors() {
    var found = new ArrayList<Connector>();
    for (URLClassLoader loader : loaders) {
      ServiceLoader.load(SourceConnector.class, loader).forEach(found::add);
      ServiceLoader.load(SinkConnector.class, loader).forEach(found::add);
    }
    found.removeIf(connector -> !connector.getClass().getName().startsWith("io.tributary."));
    return found;
  }

  /** A class from the first archive that holds it. */
  public Class<?> shared(String name) {
    for (URLClassLoader loader : loaders) {
      try {
        return Class.forName(name, true, loader);
      } catch (ClassNotFoundException e) {
        // Another connector's archive holds it.
      }
    }
    throw new IllegalStateException("no archive holds " + name);
  }

  @Override
  public void close() throws IOException {
    for (URLClassLoader loader : loaders) {
      loader.close();
    }
  }

  private static URL[] jars(Path lib) throws IOException {
    try (var files = Files.list(lib)) {
      return files.map(Plugins::url).toArray(URL[]::new);
    }
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
