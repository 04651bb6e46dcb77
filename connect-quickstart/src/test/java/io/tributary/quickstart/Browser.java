// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium with one page. The browser and its driver are the installed ones. */
final class Browser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Optional<Path> CHROMIUM =
      installed("chromium", "chromium-browser", "google-chrome");
  private static final Optional<Path> DRIVER = installed("chromedriver");
  private static final int MOST_SECONDS = 20;

  private final ChromeDriver driver;
  private final List<URI> requests = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  /** The reason why no browser can be started, empty if one can. */
  static String missing() {
    if (CHROMIUM.isEmpty()) {
      return "chromium is not installed";
    }
    return DRIVER.isEmpty() ? "chromedriver is not installed" : "";
  }

  private static Optional<Path> installed(String... commands) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .flatMap(directory -> Stream.of(commands).map(Path.of(directory)::resolve))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts one with a fresh profile in the given directory. */
  Browser(Path profile) {
    var logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    var options = new ChromeOptions();
    options.setBinary(CHROMIUM.orElseThrow().toString());
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--no-first-run",
        "--hide-scrollbars",
        "--disable-gpu",
        "--disable-sync",
        "--disable-background-networking",
        "--disable-component-update",
        "--user-data-dir=" + profile,
        "about:blank");
    // With both paths given, Selenium neither looks for a browser or a driver nor downloads one.
    var service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER.orElseThrow().toFile())
            .usingAnyFreePort()
            .build();
    driver = new ChromeDriver(service, options);
    // Without focus, key presses have no target.
    driver.executeCdpCommand("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
  }

  void open(URI url) {
    // The driver returns each log entry only once. Entries of other pages are irrelevant.
    driver.manage().logs().get(LogType.PERFORMANCE);
    driver.get(url.toString());
  }

  /** Sets the size of the screen in CSS pixels. A phone's screen has more physical pixels. */
  void screen(int width, int height, boolean phone) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width", width, "height", height, "deviceScaleFactor", phone ? 2 : 1, "mobile", phone));
  }

  /** The user's preference, {@code light} or {@code dark}. */
  void colours(String scheme) {
    var feature = Map.of("name", "prefers-color-scheme", "value", scheme);
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  /** The value of a JavaScript expression. */
  JsonNode evaluate(String expression) {
    return JSON.valueToTree(driver.executeScript("return " + expression.strip()));
  }

  /** Texts whose contrast is too low to read easily (WCAG 2, level AA). */
  JsonNode unreadable() {
    return evaluate(
        """
        (() => {
          const parts = colour => colour.match(/[\\d.]+/g).map(Number);
          const linear = v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
          const light = colour => {
            const [r, g, b] = parts(colour).map(v => linear(v / 255));
            return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
          };
          const behind = element => {
            const own = getComputedStyle(element).backgroundColor;
            return parts(own)[3] === 0 ? behind(element.parentElement) : own;
          };
          const contrast = element => {
            const [a, b] = [light(getComputedStyle(element).color), light(behind(element))];
            return Math.max(a, b) / Math.min(a, b);
          };
          return [...document.querySelectorAll("main *, header *")]
            .filter(e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
            .filter(e => contrast(e) < 4.5)
            .map(e => e.textContent);
        })()
        """);
  }

  /** Presses and releases a key. */
  void press(Keys key) {
    new Actions(driver).sendKeys(key).perform();
  }

  /** Writes the whole page as PNG. */
  void picture(Path file) throws IOException {
    var picture =
        driver.executeCdpCommand(
            "Page.captureScreenshot", Map.of("captureBeyondViewport", true, "format", "png"));
    Files.write(file, Base64.getDecoder().decode(picture.get("data").toString()));
  }

  /** The errors on the console, which include uncaught exceptions of scripts. */
  List<String> problems() {
    for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
      if (entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
        problems.add(entry.getMessage());
      }
    }
    return problems;
  }

  /** The addresses that the page has requested. */
  List<URI> requests() {
    try {
      for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
        var message = JSON.readTree(entry.getMessage()).path("message");
        if (message.path("method").asText().equals("Network.requestWillBeSent")) {
          requests.add(URI.create(message.at("/params/request/url").asText()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return requests;
  }

  @Override
  public void close() {
    // Chromium writes to its profile until all its processes have ended.
    var ends =
        ProcessHandle.current()
            .descendants()
            .filter(process -> process.info().command().orElse("").contains("chrom"))
            .map(ProcessHandle::onExit)
            .toList();
    driver.quit();
    CompletableFuture.allOf(ends.toArray(new CompletableFuture<?>[0]))
        .orTimeout(MOST_SECONDS, TimeUnit.SECONDS)
        .join();
  }
}
