// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorFileTest {
  @TempDir Path directory;

  @Test
  void readsWhatTheRestApiTakes() throws Exception {
    var file =
        ConnectorFile.read(
            write("{\"name\":\"a\",\"config\":{\"connector.class\":\"X\",\"tasks.max\":1}}"));

    assertThat(file.name()).isEqualTo("a");
    assertThat(file.config()).containsEntry("connector.class", "X").containsEntry("tasks.max", "1");
  }

  @Test
  void readsAllFilesOfADirectoryByName() throws Exception {
    Files.writeString(directory.resolve("b.json"), json("b"));
    Files.writeString(directory.resolve("a.json"), json("a"));
    Files.writeString(directory.resolve("notes.txt"), "no connector");

    assertThat(ConnectorFile.readAll(directory))
        .extracting(ConnectorFile::name)
        .containsExactly("a", "b");
  }

  @Test
  void namesTheSecretsThatTheWorkerMayRead() throws Exception {
    var secrets = Files.writeString(directory.resolve("s.properties"), "a=b");
    var file = ConnectorFile.read(write(withToken("${file:" + secrets + ":a}")));
    var relative = ConnectorFile.read(write(withToken("${directory:src/../pom.xml:a}")));

    assertThat(SecretFiles.of(List.of(file))).containsExactly(secrets);
    assertThat(relative.config())
        .containsEntry("token", "${directory:" + Path.of("pom.xml").toAbsolutePath() + ":a}");
    assertThatThrownBy(
            () -> SecretFiles.of(List.of(ConnectorFile.read(write(withToken("${env:HOME}"))))))
        .hasMessageContaining("token refers to ${env:HOME}. Here only ${file:PATH:KEY}");
    assertThatThrownBy(
            () -> SecretFiles.of(List.of(ConnectorFile.read(write(withToken("${file:/no/x:a}"))))))
        .hasMessageContaining("there is no such file");
  }

  private static String withToken(String token) {
    return "{\"name\":\"a\",\"config\":{\"connector.class\":\"X\",\"token\":\"" + token + "\"}}";
  }

  @Test
  void saysWhatIsWrong() {
    assertRefused("{\"name\":\"a\"", "is not JSON: line 1, column");
    assertRefused("{\"connector.class\":\"X\"}", "must look like {\"name\"");
    assertRefused("{\"name\":\" \",\"config\":{}}", "must look like {\"name\"");
    assertRefused("{\"name\":\"a\",\"config\":{\"x\":{}}}", "the setting x must be text.");
    assertRefused("{\"name\":\"a\",\"config\":{\"x\":null}}", "the setting x must be text.");
    assertRefused("{\"name\":\"a\",\"config\":{}}", "the setting connector.class is missing.");
    assertThatThrownBy(() -> ConnectorFile.read(directory.resolve("gone.json")))
        .isInstanceOf(QuickstartException.class)
        .hasMessage("There is no file " + directory.resolve("gone.json") + ".");
  }

  private void assertRefused(String text, String reason) {
    assertThatThrownBy(() -> ConnectorFile.read(write(text)))
        .isInstanceOf(QuickstartException.class)
        .hasMessageContaining(reason);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("connector.json"), text);
  }

  private static String json(String name) {
    return "{\"name\":\"" + name + "\",\"config\":{\"connector.class\":\"X\"}}";
  }
}
