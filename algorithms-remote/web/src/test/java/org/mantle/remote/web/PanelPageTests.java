package org.mantle.remote.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.web.page.Chromium.button;
import static org.mantle.web.page.Chromium.link;
import static org.mantle.web.page.Chromium.until;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.web.page.Chromium;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The board and the viewer in a real browser, as a person uses them. */
class PanelPageTests {

    private static final Path ROOT = Path.of(System.getProperty("mantle.root"));
    private static final Path SCREENS = Path.of("target", "screens");
    private static final By SHOWN = By.cssSelector(".stage[data-shown]");

    @TempDir
    private static Path folder;

    private static BoardHost host;
    private static Chromium browser;

    @BeforeAll
    static void serve() throws IOException {
        browser = Chromium.start(folder.resolve("profile"));
        host = new BoardHost(folder);
        Files.copy(ROOT.resolve("test-data/tooth.nxs"), host.data.resolve("tooth.nxs"));
    }

    @AfterAll
    static void end() {
        if (browser != null) {
            browser.close();
        }
        if (host != null) {
            host.close();
        }
    }

    @BeforeEach
    void beginAnew() {
        browser.open(host.explorer.address().toString());
        until(() -> !browser.address().contains("token"));
        browser.script("sessionStorage.clear()");
    }

    private static void show(String part) {
        browser.script("location.hash = arguments[0]", "#/panel/" + part);
    }

    private static By row(String words) {
        return By.xpath("//table[contains(@class,'jobs')]//tr[contains(., '" + words + "')]");
    }

    private static void logIn() {
        show("jobs");
        browser.read("SCARF@STFC");
        until(() -> browser.text().contains("logged in") || browser.isSeen(button("Log in")));
        if (browser.isSeen(button("Log out"))) {
            return;
        }
        browser.click(button("Log in"));
        if (browser.see(By.cssSelector(".login input[type=text]"))
                .getDomProperty("value")
                .isEmpty()) {
            browser.fill(browser.see(By.cssSelector(".login input[type=text]")), "anna");
        }
        browser.fill(browser.see(By.cssSelector(".login input[type=password]")), BoardHost.PASSWORD);
        browser.press(Keys.ENTER);
        browser.see(button("Log out"));
    }

    private static void submit(String runnable, String arguments, String name) {
        browser.click(button("Submit a job"));
        browser.fill(browser.see(By.id("job-runnable")), runnable);
        browser.fill(browser.see(By.id("job-arguments")), arguments);
        browser.fill(browser.see(By.id("job-name")), name);
        browser.press(Keys.ENTER);
        browser.see(By.id("job-title"));
    }

    @Test
    void theMainJobGoesFromARefusalToItsSliceInTheViewer() throws Exception {
        // the algorithm's own form refuses first, and then logs in
        browser.fill(browser.see(By.id("search")), "SCARFTomo");
        browser.see(By.xpath("//div[@role='option'][@aria-selected='true'][contains(., 'SCARFTomoReconstruction')]"));
        browser.press(Keys.ENTER);
        browser.fill(browser.field("UserName"), "anna");
        browser.click(button("Run"));
        // in the words of a run
        String refusal = host.mantle
                .validate("SCARFTomoReconstruction", Map.of("UserName", "anna"))
                .get(0)
                .message();
        until(() -> browser.problem("Password").equals(refusal));
        browser.fill(browser.field("Password"), BoardHost.PASSWORD);
        browser.click(button("Run"));
        browser.read("Completed");

        show("jobs");
        browser.see(button("Log out"));
        browser.click(button("Upload a file"));
        browser.fill(
                browser.see(By.id("upload-path")),
                host.data.resolve("tooth.nxs").toString());
        browser.press(Keys.ENTER);
        browser.read("Uploaded tooth.nxs");
        submit("/work/imat/webservice_test/tomopy/", "/work/imat/tooth.nxs --rows 1", "tooth");
        until(() -> browser.isSeen(row("tooth"))
                && browser.see(row("tooth")).getText().contains("Done"));
        browser.read("report.json");
        browser.picture(SCREENS.resolve("jobs.png"));
        browser.requireAccessible("the board");

        browser.click(button("Fetch all"));
        browser.click(button("Choose this folder"));
        browser.read("Fetched");
        browser.click(link("View slices"));
        browser.see(SHOWN);
        browser.read("rotation axis: detector column");
        assertThat(browser.script("const c = document.querySelector('.stage canvas'); const d = c.getContext('2d')"
                        + ".getImageData(0, 0, c.width, c.height).data; return new Set(d).size"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LONG)
                .isGreaterThan(50);
        browser.picture(SCREENS.resolve("slices.png"));
        browser.requireAccessible("the viewer");
    }

    @Test
    void aJobIsFollowedCancelledAndSubmittedAgainWithChanges() throws Exception {
        logIn();
        Path script = Files.writeString(host.data.resolve("wait.sh"), "echo begun; exec sleep 300\n");
        browser.click(button("Upload a file"));
        browser.fill(browser.see(By.id("upload-path")), script.toString());
        browser.press(Keys.ENTER);
        browser.read("Uploaded wait.sh");
        browser.click(button("Submit a job"));
        browser.see(By.id("job-runnable"));
        browser.picture(SCREENS.resolve("submit.png"));
        browser.requireAccessible("the form of a job");
        browser.click(button("Close"));
        submit("/work/bin/sh", "/work/imat/wait.sh", "long one");
        browser.read("begun");
        browser.prefer("dark");
        browser.picture(SCREENS.resolve("dark.png"));
        browser.prefer("light");
        browser.click(button("Cancel the job"));
        until(() -> browser.see(row("long one")).getText().contains("Exit"));
        assertThat(browser.isSeen(button("Cancel the job"))).isFalse();

        Files.writeString(host.data.resolve("fail.sh"), "echo bad >&2; exit 4\n");
        browser.click(button("Upload a file"));
        browser.fill(
                browser.see(By.id("upload-path")), host.data.resolve("fail.sh").toString());
        browser.press(Keys.ENTER);
        browser.read("Uploaded fail.sh");
        browser.click(button("Submit again"));
        until(() ->
                "/work/imat/wait.sh".equals(browser.see(By.id("job-arguments")).getDomProperty("value")));
        browser.fill(browser.see(By.id("job-arguments")), "/work/imat/fail.sh");
        browser.fill(browser.see(By.id("job-name")), "short one");
        browser.press(Keys.ENTER);
        until(() -> browser.isSeen(row("short one"))
                && browser.see(row("short one")).getText().contains("Exit"));
        browser.read("exit code 4");
        browser.click(By.xpath("//button[starts-with(@aria-label,'Show') and contains(@aria-label,'.error')]"));
        browser.read("bad");
    }

    /** Writes an image whose pixels are 1000 row + column, but for one. */
    private static Path ramp(Path file, int width, int height, float special) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(16 + 4 * width * height + 2 + 12 * 9 + 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort((short) 0x4949)
                .putShort((short) 42)
                .putInt(16 + 4 * width * height)
                .position(16);
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                bytes.putFloat(row == 0 && column == 0 ? special : 1000f * row + column);
            }
        }
        bytes.putShort((short) 9);
        int[][] tags = {
            {256, 4, width},
            {257, 4, height},
            {258, 3, 32},
            {259, 3, 1},
            {273, 4, 16},
            {277, 3, 1},
            {278, 4, height},
            {279, 4, 4 * width * height},
            {339, 3, 3}
        };
        for (int[] tag : tags) {
            bytes.putShort((short) tag[0]).putShort((short) tag[1]).putInt(1).putInt(tag[2]);
        }
        bytes.putInt(0);
        return Files.write(file, bytes.array());
    }

    @Test
    void aStackOfTwoThousandSlicesIsWalkedThrough() throws Exception {
        Path stack = Files.createDirectories(host.data.resolve("stack"));
        int side = 2000;
        for (int i = 0; i < 3; i++) {
            ramp(host.data.resolve("big_" + i + ".tif"), side, side, -i);
        }
        for (int i = 0; i < 2000; i++) {
            Files.createSymbolicLink(
                    stack.resolve(String.format("slice_%04d.tif", i)), host.data.resolve("big_" + i % 3 + ".tif"));
        }
        show("slices/" + stack.toString().replace("/", "%2F"));
        until(() -> shown().equals("1"));
        browser.read("of 2000");
        browser.see(By.cssSelector(".stage")).click();
        browser.press(Keys.ARROW_DOWN);
        until(() -> shown().equals("2"));
        browser.press(Keys.END);
        until(() -> shown().equals("2000"));
        until(() -> browser.address().endsWith("/2000"));
        browser.press(Keys.HOME);
        until(() -> shown().equals("1"));

        // the middle row: 1000 * 999.5 + column, by interpolation between two rows
        browser.click(button("Middle row"));
        until(() -> browser.isSeen(
                By.xpath("//canvas[starts-with(@aria-label, 'Profile of 2000 values from 999500 to')]")));
        // least, greatest and mean of the ramp: 0 or less, 1999 * 1001, and half of that
        assertThat(browser.see(By.cssSelector("canvas.histogram")).getDomAttribute("aria-label"))
                .isEqualTo("Histogram: values from 0 to 2001000, mean 1000500");
        browser.fill(browser.see(By.id("slice-window")), "1000" + Keys.ENTER);
        browser.fill(browser.see(By.id("slice-level")), "1000500" + Keys.ENTER);
        until(() -> brightest() == 255 && darkest() == 0);
        browser.click(By.xpath("//label[contains(., 'show a column')]/input"));
        until(() -> "999.5".equals(browser.see(By.id("slice-axis")).getDomProperty("value")));
        browser.picture(SCREENS.resolve("stack.png"));
        browser.requireAccessible("the viewer with all tools");
    }

    private static String shown() {
        return String.valueOf(browser.script("return document.querySelector('.stage')?.dataset.shown"));
    }

    private static final String PIXELS =
            "const c = document.querySelector('.stage canvas'); const d = c.getContext('2d').getImageData(0, 0, c.width,"
                    + " c.height).data; const seen = []; for (let i = 0; i < d.length; i += 4) if (d[i + 3]) seen.push(d[i]);";

    private static long brightest() {
        return ((Number) browser.script(PIXELS + "return seen.reduce((a, b) => Math.max(a, b), 0)")).longValue();
    }

    private static long darkest() {
        return ((Number) browser.script(PIXELS + "return seen.reduce((a, b) => Math.min(a, b), 255)")).longValue();
    }

    /** Writes a BigTIFF of images of 4 x 2 pixels, each with one value, far from each other in a file that is mostly a hole. */
    private static void volume(Path file, long stride, float... values) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            long directories = 16 + stride * values.length;
            ByteBuffer head = ByteBuffer.allocate(16).order(ByteOrder.BIG_ENDIAN);
            head.putShort((short) 0x4d4d)
                    .putShort((short) 43)
                    .putShort((short) 8)
                    .putShort((short) 0);
            channel.write(head.putLong(directories).flip(), 0);
            int length = 8 + 20 * 9 + 8;
            for (int i = 0; i < values.length; i++) {
                long image = 16 + stride * i;
                ByteBuffer pixels = ByteBuffer.allocate(32).order(ByteOrder.BIG_ENDIAN);
                for (int pixel = 0; pixel < 8; pixel++) {
                    pixels.putFloat(values[i] + pixel);
                }
                channel.write(pixels.flip(), image);
                ByteBuffer tags = ByteBuffer.allocate(length).order(ByteOrder.BIG_ENDIAN);
                tags.putLong(9);
                long[][] all = {
                    {256, 4}, {257, 2}, {258, 32}, {259, 1}, {273, image}, {277, 1}, {278, 2}, {279, 32}, {339, 3}
                };
                for (long[] tag : all) {
                    tags.putShort((short) tag[0])
                            .putShort((short) 16)
                            .putLong(1)
                            .putLong(tag[1]);
                }
                long at = directories + (long) i * length;
                tags.putLong(i + 1 < values.length ? at + length : 0);
                channel.write(tags.flip(), at);
            }
        }
    }

    @Test
    void aVolumeLargerThanIsFetchedAtOnceIsReadInParts() throws Exception {
        Path file = host.data.resolve("volume.tif");
        volume(file, 200_000_000, 10, 20, 30);
        show("slices/" + file.toString().replace("/", "%2F") + "/3");
        until(() -> shown().equals("3"));
        browser.read("of 3");
        assertThat(histogram()).isEqualTo("Histogram: values from 30 to 37, mean 33.5");
        browser.see(By.cssSelector(".stage")).click();
        browser.press(Keys.HOME);
        until(() -> histogram().equals("Histogram: values from 10 to 17, mean 13.5"));
        browser.press(Keys.SPACE);
        until(() -> shown().equals("3"));
        browser.click(button("Stop"));
    }

    private static String histogram() {
        return String.valueOf(browser.see(By.cssSelector("canvas.histogram")).getDomAttribute("aria-label"));
    }

    @Test
    void whatIsNoTiffFileIsToldInWords() throws Exception {
        Files.writeString(host.data.resolve("words.tif"), "these are words and no picture at all");
        show("slices/" + host.data.resolve("words.tif").toString().replace("/", "%2F"));
        browser.read("is no TIFF file");
        show("slices/" + folder.toString().replace("/", "%2F"));
        browser.read("is outside the folders that are open to callers");
    }

    @Test
    void theBoardAndTheViewerFitAPhone() {
        logIn();
        browser.screen(390, 800);
        try {
            assertThat(browser.script("return document.documentElement.scrollWidth"))
                    .isEqualTo(390L);
            browser.picture(SCREENS.resolve("phone.png"));
            browser.requireAccessible("the board on a phone");
            show("slices");
            browser.read("Open a folder of slices");
            assertThat(browser.script("return document.documentElement.scrollWidth"))
                    .isEqualTo(390L);
            browser.requireAccessible("the empty viewer on a phone");
        } finally {
            browser.screen(1280, 800);
        }
    }
}
