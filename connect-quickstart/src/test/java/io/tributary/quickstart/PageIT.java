// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.testkit.vendor.Vendors;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The live page of {@code ./quickstart} in a browser: one run, one page, in this order. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageIT {
  private static final Pattern PAGE = Pattern.compile("Live page +(http://127\\.0\\.0\\.1:\\d+/)");
  private static final Pattern RECOVERED =
      Pattern.compile("Recovered at .*: lost 0, duplicates 0\\.");
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Path PICTURES = Path.of("target");

  @TempDir static Path directory;
  private static Command quickstart;
  private static Browser browser;

  @BeforeAll
  static void open() throws Exception {
    assumeTrue(Browser.missing().isEmpty(), Browser.missing());
    quickstart = Command.start(directory.resolve("said"));
    browser = new Browser(directory.resolve("profile"));
    browser.screen(1280, 900, false);
    browser.colours("light");
    await("the page", () -> PAGE.matcher(quickstart.said()).find());
    var url = PAGE.matcher(quickstart.said()).results().findFirst().orElseThrow().group(1);
    browser.open(URI.create(url));
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
    if (quickstart != null) {
      quickstart.process().destroy();
    }
  }

  @Test
  @Order(1)
  void showsAllTablesFillUntilNothingIsMissing() {
    await(
        "full tables",
        () ->
            texts(".stages > li:last-child .count b").stream()
                    .filter(n -> n.matches("5,\\d\\d\\d"))
                    .count()
                == Vendors.all().size());
    await("the verdict", () -> text("#verdict").matches("(?s)Complete.*lost 0, duplicates 0\\."));

    var table = Vendors.all().get(0).demo().table();
    assertThat(texts(".stages .name")).containsSequence(table, table);
    assertThat(texts(".card .head .state"))
        .hasSize(2 + 2 * Vendors.all().size())
        .containsOnly("RUNNING");
    assertThat(texts(".events li")).hasSizeGreaterThan(6);
    assertThat(texts("dt")).contains("Lag", "Duplicates filtered out", "Sent, not confirmed");
  }

  @Test
  @Order(2)
  void recoversFromEachFaultInjectedByKeyboard() throws IOException {
    List<String> faults = texts("button");
    assertThat(faults).hasSize(6).doesNotHaveDuplicates().endsWith("Receiver reset at Devo");
    assertThat(Vendors.all()).allMatch(each -> faults.contains("429 storm at " + each.title()));

    for (int i = 0; i < faults.size(); i++) {
      tabTo(i);
      browser.press(Keys.ENTER);
    }
    await(
        "the error",
        () ->
            texts(".error").stream()
                .anyMatch(e -> e.contains("ApiError 429") && e.contains("lower requests.limits")));
    await(
        "the other error",
        () -> texts(".error").stream().anyMatch(e -> e.contains("SinkError 600")));
    browser.picture(PICTURES.resolve("page-fault.png"));
    await(
        "recovery",
        () ->
            texts(".story").stream().filter(s -> RECOVERED.matcher(s).find()).count()
                == faults.size());

    assertThat(texts(".story"))
        .anyMatch(s -> s.contains("429 answers served: 6 of 6"))
        .anyMatch(s -> s.contains("401 answers served: 1 of 1"))
        .anyMatch(s -> s.contains("Connections reset: 1 of 1"));
    await("the verdict", () -> text("#verdict").matches("(?s)Complete.*lost 0, duplicates 0\\."));
    assertThat(text("#said")).contains("lost 0, duplicates 0");
    browser.picture(PICTURES.resolve("page-desktop-light.png"));
  }

  @Test
  @Order(3)
  void showsEachFeedAndSinkOnOneScreen() throws IOException {
    browser.screen(1280, 720, false);

    var rows = texts("#overview tbody tr");
    assertThat(rows).hasSize(Vendors.all().size() + 1).allMatch(row -> row.contains("RUNNING"));
    assertThat(rows).anyMatch(row -> row.contains("ApiError 429, resolved"));
    assertThat(
            browser
                .evaluate("document.querySelector('#overview').getBoundingClientRect().bottom")
                .asInt())
        .isLessThan(720);
    assertThat(
            strings(
                "[...document.querySelectorAll('#overview polyline')].map(e => e.getAttribute('points'))"))
        .hasSize(2 * rows.size())
        .allMatch(points -> points.matches("([\\d.]+,[\\d.]+ ?)+"));
    assertThat(texts(".error b"))
        .anyMatch(
            text ->
                text.contains("Too many requests to POST http")
                    || text.contains("Too many requests to GET http"));
    browser.picture(PICTURES.resolve("page-1280x720.png"));
  }

  @Test
  @Order(4)
  void showsTheLastHoursOfEachFeed() {
    assertThat(strings("[...document.querySelectorAll('#overview .hours')].map(e => e.ariaLabel)"))
        .hasSize(Vendors.all().size())
        .allMatch(words -> words.startsWith("The last 24 hours: "));
    assertThat(states("").size()).isEqualTo(24 * Vendors.all().size());
    assertThat(states("[title*=\"sent, without proof\"]"))
        .contains("sent")
        .doesNotContain("proven");

    // Of the feed that has a ledger.
    await("proven hours", () -> states("[title*=\"proven complete, \"]").contains("proven"));
  }

  @Test
  @Order(5)
  void isLegibleOnAPhoneAndInTheDark() throws IOException {
    assertThat(browser.unreadable()).isEmpty();

    browser.screen(360, 740, true);
    browser.colours("dark");

    assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth").asBoolean())
        .isTrue();
    assertThat(browser.evaluate("innerWidth").asInt()).isEqualTo(360);
    assertThat(browser.evaluate("getComputedStyle(document.body).backgroundColor").asText())
        .isEqualTo("rgb(14, 19, 18)");
    assertThat(browser.unreadable()).isEmpty();
    browser.picture(PICTURES.resolve("page-phone-dark.png"));
  }

  @Test
  @Order(6)
  void asksNobodyElseAndComplainsOfNothing() {
    assertThat(browser.problems()).isEmpty();
    assertThat(browser.requests())
        .hasSizeGreaterThan(5)
        .extracting(URI::getHost)
        .containsOnly("127.0.0.1");
  }

  @Test
  @Order(7)
  void saysSinceWhenItHasLostContact() {
    quickstart.process().destroy();

    await(
        "the banner",
        () ->
            text("#contact")
                .matches("No contact with the quickstart since \\d\\d:\\d\\d:\\d\\dZ.*"));
  }

  /** Moves the focus to a button with the keyboard. The focus must be visible there. */
  private static void tabTo(int button) {
    String focused =
        "document.activeElement === document.querySelectorAll('button')[%d]"
            + " && getComputedStyle(document.activeElement).outlineStyle !== 'none'";
    for (int tabs = 0; tabs < 20; tabs++) {
      if (browser.evaluate(focused.formatted(button)).asBoolean()) {
        return;
      }
      browser.press(Keys.TAB);
    }
    throw new AssertionError("no visible focus on button " + button);
  }

  /** The states of the hours whose cells match. */
  private static List<String> states(String selector) {
    return strings(
        "[...document.querySelectorAll('#overview .hours li%s')].map(e => e.dataset.is)"
            .formatted(selector));
  }

  private static String text(String selector) {
    return String.join("\n", texts(selector));
  }

  private static List<String> texts(String selector) {
    return strings(
        "[...document.querySelectorAll('%s')].filter(e => e.checkVisibility()).map(e => e.innerText)"
            .formatted(selector));
  }

  private static List<String> strings(String expression) {
    var values = browser.evaluate(expression);
    return StreamSupport.stream(values.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static void await(String what, Callable<Boolean> seen) {
    try {
      Awaitility.await(what).atMost(SOON).until(seen);
    } catch (ConditionTimeoutException e) {
      String shown = browser == null ? "" : text("body");
      throw new AssertionError(what + " does not appear: " + quickstart.said() + shown, e);
    }
  }
}
