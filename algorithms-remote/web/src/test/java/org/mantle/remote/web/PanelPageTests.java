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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
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
        picture("jobs.png");
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
        // where the test has its files says nothing to a reader
        browser.script("document.getElementById('slices-path').value = '/data/job-1'");
        browser.screen(860, 520);
        try {
            picture("slices.png");
        } finally {
            browser.screen(1280, 800);
        }
        browser.requireAccessible("the viewer");
    }

    /** Takes a picture of the docs, where that is asked for. */
    private static void picture(String name) {
        Path images = Boolean.getBoolean("mantle.docs.update") ? ROOT.resolve("docs/images") : SCREENS;
        browser.picture(images.resolve(name));
        assertThat(images.resolve(name).toFile().length()).isLessThan(150_000);
    }

    /** Opens the form of the algorithm anew, for one of its actions. */
    private static void openAction(String action) {
        browser.script("location.hash = '#/'");
        browser.fill(browser.see(By.id("search")), "SCARFTomo");
        browser.see(By.xpath("//div[@role='option'][@aria-selected='true'][contains(., 'SCARFTomoReconstruction')]"));
        browser.press(Keys.ENTER);
        browser.fill(browser.field("UserName"), "anna");
        browser.fill(browser.field("Action"), action + Keys.TAB);
    }

    /** Runs the form that is open, and waits for the words of its log. */
    private static void runUntil(String words) {
        until(() -> !browser.text().contains("to look at"));
        browser.click(button("Run"));
        browser.read("Completed");
        browser.read(words);
    }

    /** Returns what stands behind the name of an output. */
    private static String output(String name) {
        return browser.see(By.xpath("//dt[.='" + name + "']/following-sibling::dd[1]"))
                .getText();
    }

    @Test
    void theMainJobIsRunThroughTheAlgorithmsOwnFormAlone() throws Exception {
        openAction("LogIn");
        browser.fill(browser.field("Password"), BoardHost.PASSWORD);
        runUntil("Logged in at SCARF@STFC as anna");

        Path scan = Files.copy(host.data.resolve("tooth.nxs"), host.data.resolve("by-form.nxs"));
        openAction("Upload");
        browser.field("FileToUpload");
        assertThat(browser.text()).doesNotContain("Password").doesNotContain("RunnablePath");
        browser.fill(browser.field("FileToUpload"), scan.toString());
        runUntil("Uploaded by-form.nxs");

        openAction("SubmitJob");
        browser.fill(browser.field("JobOptions"), "/work/imat/by-form.nxs --rows 1");
        browser.fill(browser.field("JobName"), "by form");
        runUntil("Submitted by form as job");
        String id = output("RemoteJobsID");
        assertThat(output("RemoteJobsNames")).isEqualTo("by form");

        String state = "";
        while (!state.equals("Done")) {
            openAction("JobStatusByID");
            browser.fill(browser.field("JobID"), id);
            runUntil("Job " + id);
            state = output("RemoteJobsStatus");
            assertThat(state).isIn("Pending", "Running", "Done");
        }

        Path target = Files.createDirectory(host.data.resolve("by-form"));
        openAction("Download");
        browser.fill(browser.field("LocalDirectory"), folder.toString());
        browser.fill(browser.field("DownloadJobID"), id);
        until(() -> browser.problem("LocalDirectory").contains("is outside the folders that are open"));
        browser.fill(browser.field("LocalDirectory"), target.toString());
        runUntil("Fetched");
        assertThat(target.resolve("report.json")).isNotEmptyFile();
        assertThat(target.resolve(id + ".output")).exists();

        openAction("LogOut");
        runUntil("Logged out at SCARF@STFC");
        openAction("JobStatus");
        browser.click(button("Run"));
        until(() -> browser.problem("UserName").contains("anna is not logged in at SCARF@STFC"));
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

    /** Returns numbers that no two pixels near each other share, of which none is whole. */
    private static float[] numbers(int width, int height) {
        float[] numbers = new float[width * height];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) (1000 * Math.sin(i * 0.37) + i % 7 * 0.125 - i / 3);
        }
        return numbers;
    }

    /** Returns the pixels of an image as the viewer's worker reads them, row by row. */
    private static List<Double> read(Path file, int width, int height) throws IOException {
        Object read = browser.scriptLater(
                "const [path, size, width, height, done] = arguments;"
                        + "const worker = new Worker('/panels/slices/files/decode.js', {type: 'module'}); const rows = [];"
                        + "const ask = () => worker.postMessage({id: rows.length, kind: 'profile',"
                        + " which: {path, size, page: 0}, line: {x1: 0, y1: rows.length, x2: width - 1, y2: rows.length}});"
                        + "worker.onmessage = ({data}) => { if (data.problem) { done(data.problem); return; }"
                        + " rows.push(...[Array.from(data.answer.profile)]);"
                        + " if (rows.length === height) { worker.terminate(); done(rows.flat()); } else ask(); }; ask();",
                file.toString(),
                Files.size(file),
                width,
                height);
        assertThat(read).as(file.toString()).isInstanceOf(List.class);
        return ((List<?>) read)
                .stream().map(value -> ((Number) value).doubleValue()).toList();
    }

    @Test
    void whatOtherProgramsWriteIsReadAsItIs() throws Exception {
        int width = 61;
        int height = 47;
        float[] numbers = numbers(width, height);
        float[] whole = new float[numbers.length];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = i * 31 % 251;
        }
        Map<String, TiffWriter> files = new TreeMap<>();
        for (int predictor = 1; predictor <= 3; predictor++) {
            files.put("lzw-" + predictor, new TiffWriter(width, height, numbers).compressed(TiffWriter.LZW, predictor));
            files.put(
                    "lzw-big-endian-" + predictor,
                    new TiffWriter(width, height, numbers).bigEndian().strips(5).compressed(TiffWriter.LZW, predictor));
            files.put(
                    "deflate-tiles-" + predictor,
                    new TiffWriter(width, height, numbers).tiles(16, 32).compressed(TiffWriter.DEFLATE, predictor));
            files.put(
                    "doubles-" + predictor,
                    new TiffWriter(width, height, numbers)
                            .doubles()
                            .tiles(32, 16)
                            .bigEndian()
                            .compressed(TiffWriter.LZW, predictor));
            files.put(
                    "samples-" + predictor,
                    new TiffWriter(width, height, numbers)
                            .samples(3)
                            .strips(10)
                            .compressed(TiffWriter.DEFLATE, predictor));
        }
        files.put("tiles", new TiffWriter(width, height, numbers).tiles(64, 64));
        files.put(
                "tiles-big-endian",
                new TiffWriter(width, height, numbers).tiles(16, 16).bigEndian());
        files.put("pack-bits", new TiffWriter(width, height, numbers).strips(7).compressed(TiffWriter.PACK_BITS, 1));
        for (Map.Entry<String, TiffWriter> each : files.entrySet()) {
            Path file = each.getValue().write(host.data.resolve(each.getKey() + ".tif"));
            assertThat(read(file, width, height)).as(each.getKey()).containsExactlyElementsOf(list(numbers));
        }
        for (int bits : new int[] {8, 16, 32}) {
            for (int predictor = 1; predictor <= 2; predictor++) {
                Path file = new TiffWriter(width, height, whole)
                        .wholeNumbers(bits)
                        .bigEndian()
                        .compressed(TiffWriter.LZW, predictor)
                        .write(host.data.resolve("whole-" + bits + "-" + predictor + ".tif"));
                assertThat(read(file, width, height)).as(file.toString()).containsExactlyElementsOf(list(whole));
            }
        }
        // codes of every width, and a table that is begun anew
        float[] many = numbers(300, 100);
        Path large =
                new TiffWriter(300, 100, many).compressed(TiffWriter.LZW, 1).write(host.data.resolve("large.tif"));
        assertThat(read(large, 300, 100)).containsExactlyElementsOf(list(many));
        show("slices/" + large.toString().replace("/", "%2F"));
        until(() -> shown().equals("1"));
        browser.read("300 × 100 pixels");
    }

    private static List<Double> list(float... numbers) {
        return IntStream.range(0, numbers.length)
                .mapToObj(i -> (double) numbers[i])
                .toList();
    }

    @Test
    void aStackOfImageJWithOneDirectoryHasAllItsImages() throws Exception {
        Path file = new TiffWriter(20, 10, new float[200])
                .bigEndian()
                .description("ImageJ=1.54f\nimages=5\nslices=5\n")
                .followedBy(4)
                .write(host.data.resolve("imagej.tif"));
        show("slices/" + file.toString().replace("/", "%2F") + "/5");
        browser.read("of 5");
        until(() -> histogram().equals("Histogram: values from 4000 to 4000, mean 4000"));
    }

    @Test
    void aSinogramIsMadeOfARowThroughTheStackAndItsAxisIsFound() throws Exception {
        // a scan of half a turn: at angle t a point is seen in column axis + x cos t + y sin t
        double axis = 41.25;
        int width = 96;
        int angles = 61;
        Path stack = Files.createDirectories(host.data.resolve("projections"));
        for (int angle = 0; angle < angles; angle++) {
            double turned = Math.PI * angle / (angles - 1);
            double centre = axis + 17 * Math.cos(turned) + 6 * Math.sin(turned);
            float[] projection = new float[width * 9];
            for (int row = 0; row < 9; row++) {
                for (int column = 0; column < width; column++) {
                    double far = (column - centre) / 4;
                    projection[row * width + column] = (float) ((row == 6 ? 10 : 1) * Math.exp(-far * far));
                }
            }
            TiffWriter writer = new TiffWriter(width, 9, projection);
            (angle % 2 == 0 ? writer : writer.tiles(32, 16).compressed(TiffWriter.LZW, 3))
                    .write(stack.resolve(String.format("projection_%03d.tif", angle)));
        }
        show("slices/" + stack.toString().replace("/", "%2F"));
        browser.read("of 61");
        browser.fill(browser.see(By.id("slice-row")), "6" + Keys.TAB);
        browser.click(button("Show it"));
        browser.read("row 6 of 61 images");
        browser.read("96 × 61 pixels");
        browser.click(By.xpath("//label[contains(., 'show a column')]/input"));
        // at a wrong column the two rows lie apart
        until(() -> mirror().startsWith("At column 47.5 row 0, and row 60 mirrored, differ by "));
        assertThat(difference()).isGreaterThan(1);
        browser.click(button("Find the column"));
        until(() -> "41.25".equals(browser.see(By.id("slice-axis")).getDomProperty("value")));
        until(() -> mirror().startsWith("At column 41.25 "));
        assertThat(difference()).isLessThan(0.05);
        browser.picture(SCREENS.resolve("sinogram.png"));
        browser.requireAccessible("a sinogram with its axis");
        browser.click(button("Back to the images"));
        browser.read("of 61");
    }

    private static String mirror() {
        return browser.isSeen(By.cssSelector("canvas.mirror"))
                ? String.valueOf(browser.see(By.cssSelector("canvas.mirror")).getDomAttribute("aria-label"))
                : "";
    }

    private static double difference() {
        String words = mirror();
        return Double.parseDouble(words.substring(words.lastIndexOf(' ') + 1));
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
