// SPDX-License-Identifier: Apache-2.0
package io.tributary.common;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;

/**
 * A fault in a copy of a main class: one text replaced by another. A test that runs with the copy
 * must fail, or it proves less than it seems to.
 *
 * @param type the class, below {@code io.tributary}, such as {@code common.checkpoint.Checkpoint}
 * @param right the text that is replaced, which must occur exactly once
 * @param wrong the text instead
 * @param test says to the test where to look, such as the name of a scenario
 */
public record PlantedFault(String type, String right, String wrong, String test) {
  private static final String OURS = "io.tributary.";

  /**
   * Calls a static method that takes a text and returns a text, with the fault in place.
   *
   * @param directory an empty one for the copy
   */
  public String call(Path directory, Class<?> test, String method) throws Exception {
    compile(directory);
    var loader = new FaultyLoader(directory, test.getClassLoader());
    var faulty = loader.loadClass(test.getName()).getDeclaredMethod(method, String.class);
    faulty.setAccessible(true);
    return (String) faulty.invoke(null, this.test);
  }

  private void compile(Path directory) throws IOException {
    var file = "io/tributary/" + type.replace('.', '/') + ".java";
    var text = Files.readString(Path.of("src/main/java").resolve(file));
    if (text.split(java.util.regex.Pattern.quote(right), -1).length != 2) {
      throw new AssertionError(type + " does not contain exactly once: " + right);
    }
    var copy = directory.resolve(file);
    Files.createDirectories(copy.getParent());
    Files.writeString(copy, text.replace(right, wrong));
    var said = new ByteArrayOutputStream();
    var options =
        List.of("-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path"), "-d");
    var arguments = new java.util.ArrayList<>(options);
    arguments.addAll(List.of(directory.toString(), copy.toString()));
    var compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler.run(null, said, said, arguments.toArray(String[]::new)) != 0) {
      throw new AssertionError("The fault does not compile: " + said);
    }
  }

  /** Defines all classes of this project anew, the faulty ones from their directory. */
  private static final class FaultyLoader extends ClassLoader {
    private final Path directory;

    FaultyLoader(Path directory, ClassLoader parent) {
      super(parent);
      this.directory = directory;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(OURS)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        var loaded = findLoadedClass(name);
        return loaded != null ? loaded : define(name);
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      var file = name.replace('.', '/') + ".class";
      var faulty = directory.resolve(file);
      try (var in =
          Files.exists(faulty) ? Files.newInputStream(faulty) : getResourceAsStream(file)) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        var bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public String toString() {
    return type + ": " + wrong + " instead of " + right;
  }
}
