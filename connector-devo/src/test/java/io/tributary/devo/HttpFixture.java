package io.tributary.devo;

import io.tributary.testkit.devo.FakeDevoHttp;
import io.tributary.testkit.http.TestCertificates;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A fake of Devo's HTTP intake over TLS, a fresh one for each test. */
abstract class HttpFixture {
  @TempDir static Path directory;
  static TestCertificates certificates;

  FakeDevoHttp devo;

  @BeforeAll
  static void makeCertificates() {
    certificates = TestCertificates.create(directory);
  }

  @BeforeEach
  void startDevo() {
    devo = FakeDevoHttp.start(certificates);
  }

  @AfterEach
  void stopDevo() {
    devo.close();
  }
}
