// SPDX-License-Identifier: Apache-2.0

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Replaces each {@code @name.jar@} in a bill of materials by the SHA-256 of that file. The build runs it
 * with the class path of the module. It fails if a hash is missing.
 */
final class SbomHashes {
  private SbomHashes() {}

  /** The bill of materials, then the class path. */
  public static void main(String[] args) throws IOException, GeneralSecurityException {
    var sbom = Path.of(args[0]);
    var text = Files.readString(sbom);
    for (var entry : args[1].split(File.pathSeparator)) {
      var file = Path.of(entry);
      if (Files.isRegularFile(file)) {
        var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        text = text.replace("@" + file.getFileName() + "@", HexFormat.of().formatHex(digest));
      }
    }
    if (text.contains(".jar@")) {
      throw new IllegalStateException(sbom + " names a library that is not on the class path: " + text);
    }
    Files.writeString(sbom, text);
  }
}
