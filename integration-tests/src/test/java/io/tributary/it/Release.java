// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import io.tributary.common.checkpoint.OffsetCodec;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/** The releases of Kafka Connect that the archives are tried on. */
enum Release {
  CURRENT(withoutCommon(System.getProperty("java.class.path"))),
  OLDEST(Path.of("worker-3.9", "target", "dependency").toAbsolutePath() + "/*");

  private final String classPath;

  Release(String classPath) {
    this.classPath = classPath;
  }

  /** The class path of a worker of this release. */
  String classPath() {
    return classPath;
  }

  /** The tests read offsets with our codec. A worker must find our classes in the archives only. */
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
