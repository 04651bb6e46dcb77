// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import io.tributary.testkit.devo.FakeDevoHttp;
import io.tributary.testkit.http.TestCertificates;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A fake of Devo's HTTP intake over TLS, a fresh one for each test. */
public abstract class HttpIntakeFixture {
  @TempDir protected static Path directory;
  public static TestCertificates certificates;

  public FakeDevoHttp devo;

  @BeforeAll
  protected static void makeCertificates() {
    certificates = TestCertificates.create(directory);
  }

  @BeforeEach
  protected void startDevo() {
    devo = FakeDevoHttp.start(certificates);
  }

  @AfterEach
  protected void stopDevo() {
    devo.close();
  }
}
