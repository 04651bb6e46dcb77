// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tributary.testkit.vendor.Vendors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The release script in a copy of this checkout, with Maven building one archive. */
class ReleaseIT {
  private static final String VENDOR = Vendors.all().get(0).name();
  private static final String RELEASE =
      "RELEASE_DATE=2026-12-01 ./release 7.8.9 -Dmaven.test.skip=true -am -pl connector-"
          + VENDOR
          + " -Dspotless.check.skip=true";

  /** A key of this test alone. */
  private static final String KEY =
      "export GNUPGHOME=$(mktemp -d); trap 'gpgconf --kill all; rm -r $GNUPGHOME' EXIT;"
          + " gpg -q --batch --passphrase '' --quick-gen-key t@example.com;";

  private static final String VERIFY =
      "for f in target/release/*.asc; do gpg -q --batch --verify $f ${f%.asc}; done;"
          + " ls target/release";

  private static final Path DIRECTORY = Path.of("target", "release").toAbsolutePath();
  private static final Path COPY = DIRECTORY.resolve("copy");

  private DocShell shell;

  @BeforeEach
  void copyTheCheckout() throws Exception {
    assumeThat(Files.readString(DocPage.ROOT.resolve("pom.xml")))
        .as("a release is in progress")
        .contains("-SNAPSHOT</version>");
    shell = new DocShell(Files.createDirectories(DIRECTORY));
    shell.run("rm -rf copy; mkdir copy; git -C " + DocPage.ROOT + " ls-files >files");
    shell.run("tar -C " + DocPage.ROOT + " --ignore-failed-read -cT $PWD/files | tar -C copy -x");
    inCopy("sed -i 's/^## .Unreleased.$/&\\n\\n- A change of this test./' CHANGELOG.md");
    inCopy("sed -i s,tributary-connect/tributary,example/tributary, pom.xml SECURITY.md");
    inCopy("git init -q; git config user.name t; git config user.email t@example.com");
    inCopy("git add -A; git commit -qm All");
  }

  @Test
  void stampsTheVersionAndTheDateBuildsTagsAndGoesOn() throws Exception {
    var before = inCopy("sed -n 's|^  <version>\\(.*\\)</version>$|\\1|p' pom.xml").strip();
    var maven = System.getProperty("it.maven");
    var offline = System.getProperty("it.offline").endsWith("true") ? " -o" : "";
    var repository = " -Dmaven.repo.local=" + System.getProperty("it.repository");

    var said =
        inCopy(
            "PATH="
                + maven
                + "/bin:$PATH; "
                + KEY
                + " RELEASE_KEY=t@example.com "
                + RELEASE
                + offline
                + repository
                + "; "
                + VERIFY);

    assertThat(said)
        .contains("release: v7.8.9 is tagged", "-7.8.9.zip.asc\n", "SHA512SUMS.asc\n")
        .containsPattern("[0-9a-f]{64}  \\S*-%s-7.8.9.zip\n".formatted(VENDOR));
    assertThat(inCopy("cd target/release; sha256sum -c SHA256SUMS; sha512sum -c SHA512SUMS"))
        .contains("-7.8.9.zip: OK\n", "PROVENANCE.txt: OK\n")
        .doesNotContain("FAILED");
    assertThat(inCopy("cat target/release/PROVENANCE.txt"))
        .contains("Commit: " + inCopy("git rev-parse v7.8.9~0").strip() + " (tag v7.8.9)")
        .containsPattern("Apache Maven [\\d.]+\n +Java version: 1\\d.*\n");
    assertThat(inCopy("git log --format=%s"))
        .isEqualTo("Go on with 7.8.10-SNAPSHOT\nRelease 7.8.9\nAll\n");
    assertThat(inCopy("git status --porcelain; git grep -lF " + before + " v7.8.9 || :"))
        .as("files that still name the version before the release")
        .isEmpty();
    assertThat(inCopy("git show v7.8.9:pom.xml"))
        .contains("\n  <version>7.8.9</version>", "<release.date>2026-12-01</release.date>");
    assertThat(inCopy("git show v7.8.9:CHANGELOG.md"))
        .contains("## [Unreleased]\n\n## [7.8.9] - 2026-12-01\n\n- A change of this test.");
    assertThat(inCopy("git diff --name-only v7.8.9~ v7.8.9 -- ':!*pom.xml'"))
        .isEqualTo("CHANGELOG.md\n");
    assertThat(inCopy("git grep -l 7.8.10-SNAPSHOT -- '*pom.xml' | wc -l").strip())
        .isEqualTo(inCopy("git ls-files '*pom.xml' | wc -l").strip());
  }

  @Test
  void refusesWhatWouldBeNoRelease() throws Exception {
    assertThat(refused("./release 1.2")).contains("call it as ./release 1.2.0");
    assertThat(refused("RELEASE_KEY=nobody@example.com ./release 1.2.0"))
        .contains("gpg has no secret key nobody@example.com");
    inCopy("git tag v1.2.0");
    assertThat(refused("./release 1.2.0")).contains("v1.2.0 is there already");
    inCopy("git checkout -q -b empty; printf '## [Unreleased]\\n' >CHANGELOG.md");
    assertThat(refused("./release 1.2.1")).contains("changes that are not committed");
    inCopy("git commit -qam Empty");
    assertThat(refused("./release 1.2.1")).contains("nothing under Unreleased");
    assertThat(inCopy("git status --porcelain; git tag")).isEqualTo("v1.2.0\n");
  }

  @Test
  void refusesToReleaseAPlaceholderForTheHomeOfTheProject() throws Exception {
    inCopy("sed -i s,example.tributary,tributary-connect/tributary, SECURITY.md");
    inCopy("git commit -qam Placeholder");

    assertThat(refused("./release 1.2.0")).contains("are still placeholders");
  }

  private String refused(String command) throws IOException, InterruptedException {
    return inCopy("! " + command);
  }

  private String inCopy(String command) throws IOException, InterruptedException {
    return shell.run("cd " + COPY + "\n" + command);
  }
}
