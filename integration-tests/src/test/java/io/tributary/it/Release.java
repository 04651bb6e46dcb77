// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import io.tributary.common.checkpoint.OffsetCodec;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.utils.AppInfoParser;

/** The releases of Kafka Connect on which the archives are tested, the oldest supported first. */
enum Release {
  OLDEST("3.7"),
  LAST_3("3.9"),
  CURRENT(AppInfoParser.getVersion(), withoutCommon(System.getProperty("java.class.path")));

  private final String version;
  private final String classPath;

  Release(String version) {
    this(version, libraries(version) + "/*");
  }

  Release(String version, String classPath) {
    this.version = version;
    this.classPath = classPath;
  }

  /** What the version of a worker of this release begins with. */
  String version() {
    return version;
  }

  /** The class path of a worker of this release. */
  String classPath() {
    return classPath;
  }

  /** The directory of the jars of an older release. */
  static Path libraries(String version) {
    return Path.of("worker-" + version, "target", "dependency").toAbsolutePath();
  }

  /**
   * The tests decode offsets with our codec. A worker must find our classes only in the archives.
   */
  private static String withoutCommon(String classPath) {
    var all = List.of(classPath.split(File.pathSeparator));
    var others = all.stream().filter(entry -> !Path.of(entry).equals(common())).toList();
    if (others.size() == all.size()) {
      throw new IllegalStateException("no " + common() + " in " + classPath);
    }
    return String.join(File.pathSeparator, others);
  }

  private static Path common() {
    try {
      var source = OffsetCodec.class.getProtectionDomain().getCodeSource();
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
