package org.mantle.web.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.mantle.commons.testing.Prerequisites;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/** A real browser without a screen, as a person uses it. */
public final class Chromium implements AutoCloseable {

    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ChromeDriver driver;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts the browser; where there is none, the test is skipped, or fails if no skip is allowed. */
    public static Chromium start(Path profile) {
        Prerequisites.that(
                Files.isExecutable(DRIVER) && Files.isExecutable(BROWSER),
                "Chromium is missing: install chromium and chromium-driver");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BROWSER.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--user-data-dir=" + profile);
        // no search for a driver, and no download of one
        System.setProperty("webdriver.chrome.driver", DRIVER.toString());
        Chromium browser = new Chromium(new ChromeDriver(options));
        browser.screen(1280, 800);
        return browser;
    }

    public void screen(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    public void prefer(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    public void open(String address) {
        driver.get(address);
    }

    public void reload() {
        driver.navigate().refresh();
    }

    public String address() {
        return driver.getCurrentUrl();
    }

    public static void until(BooleanSupplier condition) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(condition::getAsBoolean);
    }

    /** Waits for an element that is seen. */
    public WebElement see(By where) {
        until(() -> isSeen(where));
        return driver.findElements(where).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElseThrow();
    }

    public boolean isSeen(By where) {
        try {
            return driver.findElements(where).stream().anyMatch(WebElement::isDisplayed);
        } catch (WebDriverException e) {
            // drawn anew meanwhile
            return false;
        }
    }

    /** Rests the pointer on an element. */
    public void pointAt(WebElement element) {
        new Actions(driver).moveToElement(element).perform();
    }

    /** Waits for words anywhere on the page. */
    public void read(String words) {
        until(() -> text().contains(words));
    }

    public String text() {
        try {
            return driver.findElement(By.tagName("body")).getText();
        } catch (WebDriverException e) {
            return "";
        }
    }

    /** Waits for the field of an input; its label is the name. */
    public WebElement field(String name) {
        return see(By.xpath("//div[contains(@class,'field')][label[normalize-space(text())='" + name
                + "']]//*[self::input or self::textarea][not(contains(@class,'picker'))]"));
    }

    /** Returns what stands under a field in red. */
    public String problem(String name) {
        By where = By.xpath("//div[contains(@class,'field')][label[normalize-space(text())='" + name
                + "']]//ul[contains(@class,'problem')]");
        try {
            return driver.findElement(where).getText();
        } catch (WebDriverException e) {
            return "";
        }
    }

    public void click(By where) {
        until(() -> {
            try {
                driver.findElements(where).stream()
                        .filter(WebElement::isDisplayed)
                        .findFirst()
                        .orElseThrow()
                        .click();
                return true;
            } catch (WebDriverException | java.util.NoSuchElementException e) {
                // not there yet, or drawn anew meanwhile
                return false;
            }
        });
    }

    public static By button(String words) {
        return By.xpath("//button[starts-with(normalize-space(.),'" + words + "')]");
    }

    public static By link(String words) {
        return By.xpath("//a[normalize-space(.)='" + words + "']");
    }

    public void fill(WebElement field, String text) {
        field.sendKeys(Keys.chord(Keys.CONTROL, "a"));
        field.sendKeys(text);
    }

    /** Presses keys where the focus is. */
    public void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    public WebElement focused() {
        return driver.switchTo().activeElement();
    }

    public Object script(String code, Object... arguments) {
        return driver.executeScript(code, arguments);
    }

    /** Returns what a script hands to the function that is its last argument. */
    public Object scriptLater(String code, Object... arguments) {
        driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(5));
        return driver.executeAsyncScript(code, arguments);
    }

    public List<WebElement> all(By where) {
        return driver.findElements(where);
    }

    public int count(By where) {
        return driver.findElements(where).size();
    }

    public void picture(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Checks what is on the screen for whoever sees, hears or types in another way than most, light and dark. */
    public void requireAccessible(String screen) {
        for (String scheme : List.of("light", "dark")) {
            prefer(scheme);
            try (InputStream script = Chromium.class.getResourceAsStream("/axe.min.js")) {
                driver.executeScript(new String(script.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            Object violations = driver.executeAsyncScript("const done = arguments[0];"
                    + "axe.run({resultTypes: ['violations']}).then(result => done(result.violations.map(each =>"
                    + " each.id + ': ' + each.nodes.map(node => node.html + ' ' + node.failureSummary).join('; '))));");
            assertThat((List<?>) violations).as("axe on %s, %s", screen, scheme).isEmpty();
        }
        prefer("light");
    }

    @Override
    public void close() {
        driver.quit();
    }
}
