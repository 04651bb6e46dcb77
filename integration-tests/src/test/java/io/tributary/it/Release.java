package io.tributary.it;

import java.nio.file.Path;

/** The releases of Kafka Connect that the archives are tried on. */
enum Release {
  CURRENT(System.getProperty("java.class.path")),
  OLDEST(Path.of("worker-3.9", "target", "dependency").toAbsolutePath() + "/*");

  private final String classPath;

  Release(String classPath) {
    this.classPath = classPath;
  }

  /** The class path of a worker of this release. */
  String classPath() {
    return classPath;
  }
}
