package org.mantle.web.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.web.page.Chromium.button;
import static org.mantle.web.page.Chromium.link;
import static org.mantle.web.page.Chromium.until;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.type.Registration;
import org.mantle.web.Explorer;
import org.mantle.web.ExplorerConfig;
import org.mantle.web.run.RunPlaces;
import org.mantle.web.server.WebClient;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.Point;
import org.openqa.selenium.WebElement;

/** The page in a real browser, as a person uses it. */
class ExplorerPageTests {

    private static final String PASSWORD = "tr0ub4dor-and-3";

    @TempDir
    private static Path folder;

    private static Mantle mantle;
    private static Explorer explorer;
    private static Chromium browser;

    @BeforeAll
    static void serve() throws IOException {
        browser = Chromium.start(folder.resolve("profile"));
        Path data = Files.createDirectories(folder.resolve("data"));
        for (int i = 1; i <= 3; i++) {
            Files.writeString(data.resolve("scan_" + i + ".txt"), "1 2 3");
        }
        mantle = Mantle.builder()
                .discover(false)
                .provider(new PageAlgorithms())
                .saveDirectory(data)
                .historyFile(folder.resolve("history.jsonl"))
                .build();
        explorer = start(0);
    }

    private static Explorer start(int port) throws IOException {
        return Explorer.start(
                mantle,
                ExplorerConfig.builder()
                        .port(port)
                        .folder(folder.resolve("data"))
                        .build());
    }

    @AfterAll
    static void end() {
        if (browser != null) {
            browser.close();
        }
        if (explorer != null) {
            explorer.close();
        }
        if (mantle != null) {
            mantle.close();
        }
    }

    @BeforeEach
    void beginAnew() {
        mantle.history().clear();
        mantle.objects().clear();
        browser.open(explorer.address().toString());
        until(() -> !browser.address().contains("token"));
        browser.script("sessionStorage.clear(); location.hash = '#/'");
        browser.reload();
        browser.read("6 algorithms");
    }

    private static void find(String words, String name) {
        browser.fill(browser.see(By.id("search")), words);
        until(() -> browser.isSeen(
                By.xpath("//div[@role='option'][@aria-selected='true']/span[@class='name'][.='" + name + "']")));
    }

    private static void openForm(String name) {
        find(name, name);
        browser.press(Keys.ENTER);
        browser.see(button("Run"));
    }

    @Test
    void nothingMovesUnderThePointerOnItsWayToAButton() {
        openForm("SendMessage");
        try {
            // where some documentation takes more than a line
            browser.screen(360, 740);
            Point place = browser.see(button("Run")).getLocation();
            for (WebElement documentation : browser.all(By.cssSelector(".field .doc"))) {
                browser.pointAt(documentation);
                assertThat(browser.see(button("Run")).getLocation())
                        .as(documentation.getText())
                        .isEqualTo(place);
            }
        } finally {
            browser.screen(1280, 800);
        }
    }

    @Test
    void aPersonFindsIsRefusedFillsInAndRuns() {
        find("post", "SendMessage");
        browser.press(Keys.ENTER);
        browser.see(button("Run"));
        assertThat(browser.problem("UserName")).isEmpty();

        browser.click(button("Run"));
        until(() -> browser.problem("UserName").startsWith("a value is needed"));
        assertThat(browser.problem("Password")).startsWith("a value is needed");
        until(() -> browser.focused().equals(browser.field("UserName")));

        browser.fill(browser.field("UserName"), "ada");
        until(() -> browser.problem("UserName").isEmpty());
        browser.fill(browser.field("Action"), "LogOn");
        until(() -> browser.problem("Action").contains("\"LogOn\" is not allowed"));
        browser.click(button("Use LogIn"));
        until(() -> browser.problem("Action").isEmpty());
        browser.fill(browser.field("Password"), PASSWORD);
        browser.read("given");
        browser.click(button("Run"));

        browser.read("LogIn done for ada");
        browser.read("hello, ada");
        assertThat(String.valueOf(browser.script(
                        "return JSON.stringify({...sessionStorage}) + JSON.stringify({...localStorage}) +"
                                + " document.documentElement.outerHTML")))
                .doesNotContain(PASSWORD);
        assertThat(mantle.history().toJson().toString()).contains("ada").doesNotContain(PASSWORD);
    }

    @Test
    void aSecretIsNotSentWithARunThatIsRefused() {
        openForm("SendMessage");
        browser.script("const send = window.fetch; window.sent = ''; window.fetch = (path, call) => {"
                + " window.sent += path + (call?.body ?? '') + ' '; return send(path, call); }");
        browser.fill(browser.field("Password"), PASSWORD);
        browser.read("1 input to look at");
        browser.click(button("Run"));
        until(() -> browser.problem("UserName").startsWith("a value is needed"));
        assertThat(String.valueOf(browser.script("return window.sent")))
                .contains("/api/form")
                .doesNotContain(PASSWORD);
        browser.fill(browser.field("UserName"), "ada");
        browser.click(button("Run"));
        browser.read("LogIn done for ada");
        assertThat(String.valueOf(browser.script("return window.sent")).split(PASSWORD, -1))
                .hasSize(2);
    }

    @Test
    void theLastInputsAreOfferedButNoSecretAndTheDefaultIsOneClickAway() {
        mantle.run("SendMessage", Map.of("UserName", "grace", "Password", PASSWORD));
        openForm("SendMessage");
        until(() -> "grace".equals(browser.field("UserName").getDomProperty("value")));
        browser.read("remembered");
        assertThat(browser.field("Password").getDomProperty("value")).isEmpty();

        browser.click(By.xpath("//button[@aria-label='Back to the default of UserName']"));
        until(() -> "".equals(browser.field("UserName").getDomProperty("value")));
        browser.read("needed");
    }

    @Test
    void aFormOpensWhateverWasRemembered() {
        mantle.run("ScaleSpectrum", Map.of("Factor", 2, "Scan", "/nowhere/gone.txt"));
        openForm("ScaleSpectrum");
        until(() -> "/nowhere/gone.txt".equals(browser.field("Scan").getDomProperty("value")));
    }

    @Test
    void fieldsComeAndGoWithTheConditionsThatARunEnforces() {
        openForm("SendMessage");
        browser.field("Password");
        browser.fill(browser.field("Action"), "Send");
        browser.field("Message");
        until(() -> !browser.text().contains("Password"));
        assertThat(browser.text()).contains("The message").contains("Receivers");
    }

    @Test
    void computedDefaultsFollowAndPicturesAreShown() {
        openForm("PaintGradient");
        until(() -> "160".equals(browser.field("Height").getDomProperty("value")));
        browser.fill(browser.field("Width"), "100");
        until(() -> "50".equals(browser.field("Height").getDomProperty("value")));
        browser.fill(browser.field("File"), "grey.png");
        browser.click(button("Run and keep open"));
        until(() ->
                Long.valueOf(100).equals(browser.script("return document.querySelector('figure img')?.naturalWidth")));
        assertThat(browser.isSeen(button("Run"))).isTrue();
    }

    @Test
    void aRunIsFollowedAndCancelled() {
        openForm("CountSteps");
        browser.fill(browser.field("WaitAt"), "3");
        browser.read("given");
        browser.click(button("Run"));
        browser.read("step 3");
        browser.read("3 of 10 steps");
        browser.click(button("Cancel the run"));
        browser.read("Cancelled");
        assertThat(browser.isSeen(button("Cancel the run"))).isFalse();
    }

    @Test
    void whatRanRunsAgainWithOneClickOrWithChanges() {
        mantle.run("CountSteps", Map.of("Steps", 7));
        browser.click(link("History"));
        browser.read("Steps=7");
        browser.click(button("Again"));
        browser.read("49");

        browser.click(link("History"));
        browser.click(button("Change"));
        until(() -> "7".equals(browser.field("Steps").getDomProperty("value")));
        browser.read("from the history");
        browser.fill(browser.field("Steps"), "9");
        until(() -> browser.text().contains("given"));
        browser.click(button("Run"));
        browser.read("81");

        browser.click(link("History"));
        browser.fill(browser.see(By.id("history-text")), "steps=9");
        until(() -> browser.count(By.cssSelector("table.records tbody tr")) == 1);
        browser.fill(browser.see(By.id("history-text")), "nothing like it");
        browser.read("Nothing fits.");
    }

    @Test
    void aTableOfTenIsCheckedAsAWholeAndThenRun() {
        openForm("CountSteps");
        browser.click(button("Many at once"));
        browser.see(By.id("cell-0-0"));
        String cells = "Steps\tWaitAt\n"
                + IntStream.rangeClosed(1, 9).mapToObj(n -> n + "\t0\n").collect(Collectors.joining()) + "1001\t0";
        browser.script(
                "const cells = new DataTransfer(); cells.setData('text/plain', arguments[0]);"
                        + "document.getElementById('cell-0-0').dispatchEvent(new ClipboardEvent('paste',"
                        + " {clipboardData: cells, bubbles: true, cancelable: true}))",
                cells);
        browser.read("1 row to look at");
        browser.click(button("Run 10 rows"));
        browser.read("1 row is refused, so that none was begun");
        assertThat(mantle.history().records()).isEmpty();

        browser.fill(browser.see(By.id("cell-9-0")), "10");
        until(() -> !browser.text().contains("to look at"));
        browser.click(button("Run 10 rows"));
        browser.read("10 of 10 ended");
        browser.read("100");
        assertThat(mantle.history().records()).hasSize(10);
        String csv = String.valueOf(browser.script("const call = new XMLHttpRequest();"
                + "call.open('GET', document.querySelector('a[href$=\".csv\"]').href, false); call.send();"
                + "return call.responseText"));
        assertThat(csv.lines())
                .hasSize(11)
                .startsWith("Row,Steps,WaitAt,State,Square,Error")
                .endsWith("10,10,0,Completed,100,");
    }

    /** Opens a table of an algorithm and pastes into its first cell. */
    private void paste(String name, String cells) {
        openForm(name);
        browser.click(button("Many at once"));
        browser.see(By.id("cell-0-0"));
        browser.script(
                "const cells = new DataTransfer(); cells.setData('text/plain', arguments[0]);"
                        + "document.getElementById('cell-0-0').dispatchEvent(new ClipboardEvent('paste',"
                        + " {clipboardData: cells, bubbles: true, cancelable: true}))",
                cells);
    }

    private List<String> heads() {
        return List.of(browser.see(By.cssSelector(".grid thead"))
                .getText()
                .replaceAll("[#×]", " ")
                .strip()
                .split("\\s+"));
    }

    private String cell(int row, int column) {
        return browser.see(By.id("cell-" + row + "-" + column)).getDomProperty("value");
    }

    @Test
    void cellsComeAsSpreadsheetsCopyThem() {
        paste(
                "ScaleSpectrum",
                "title\tFactor\r\n\"two\nlines, a \"\"quote\"\" and a\ttab\"\t2\r\n\"half\" of it\t3\r\n\t4\r\n");
        browser.read("Run 3 rows");
        int title = heads().indexOf("Title");
        // a field of one line shows no line ends
        until(() -> cell(0, title).equals("twolines, a \"quote\" and a\ttab"));
        assertThat(cell(1, title)).isEqualTo("\"half\" of it");
        assertThat(cell(2, title)).isEmpty();
        assertThat(cell(2, heads().indexOf("Factor"))).isEqualTo("4");
        browser.click(button("Run 3 rows"));
        browser.read("3 of 3 ended");
        assertThat(mantle.history().toJson().toString()).contains("two\\nlines, a \\\"quote\\\" and a\\ttab");
    }

    @Test
    void resultsThatWereKeptAreRowsAgain() throws IOException {
        paste("SendMessage", "UserName\tAction\tMessage\n\"=a, \"\"b\"\"\"\tSend\tone\n ada \tSend\ttwo\n");
        browser.click(button("Run 2 rows"));
        browser.read("2 of 2 ended");
        for (String form : new String[] {"csv", "json"}) {
            String kept = String.valueOf(browser.script(
                    "const call = new XMLHttpRequest(); call.open('GET', document.querySelector('a[href$=\"' +"
                            + " arguments[0] + '\"]').href, false); call.send(); return call.responseText",
                    form));
            Path file = Files.writeString(folder.resolve("kept." + form), kept);
            String was = browser.address();
            browser.script("location.hash = '#/'");
            openForm("SendMessage");
            browser.click(button("Many at once"));
            browser.see(By.id("cell-0-0"));
            ((WebElement) browser.script("return document.querySelector('.many .upload input')"))
                    .sendKeys(file.toString());
            browser.read("Run 2 rows");
            List<String> heads = heads();
            assertThat(heads).contains("UserName", "Action", "Message").doesNotContain("State", "Row", "Answer");
            assertThat(cell(0, heads.indexOf("UserName"))).isEqualTo("=a, \"b\"");
            assertThat(cell(1, heads.indexOf("UserName"))).isEqualTo(" ada ");
            assertThat(cell(1, heads.indexOf("Message"))).isEqualTo("two");
            browser.click(button("Close"));
            browser.open(was);
            browser.read("2 of 2 ended");
        }
    }

    @Test
    void tooManyRowsAreRefusedInWords() {
        paste("CountSteps", "Steps\n" + "1\n".repeat(5_001));
        browser.read("Run 5001 rows");
        browser.read("the table has 5001 rows; give 1 to 5000");
        browser.read("200 of 5002 rows are shown");
        assertThat(browser.count(By.cssSelector(".grid tbody tr"))).isEqualTo(200);
    }

    @Test
    void filesByPatternMakeRows() {
        openForm("ScaleSpectrum");
        browser.fill(browser.field("Factor"), "2");
        browser.read("given");
        browser.click(button("Many at once"));
        browser.click(button("Files by pattern"));
        browser.see(By.id("pattern")).sendKeys(folder.resolve("data") + "/scan_*.txt", Keys.ENTER);
        browser.read("Run 3 rows");
        assertThat(browser.see(By.id("cell-2-0")).getDomProperty("value")).isEqualTo("2");
    }

    @Test
    void theKeyboardAloneIsEnough() {
        browser.script("document.activeElement.blur()");
        browser.press("/");
        until(() -> "search".equals(browser.focused().getDomAttribute("id")));
        browser.press("numbers");
        until(() -> browser.text().contains("KeepNumbers"));
        browser.press(Keys.ESCAPE);
        browser.read("6 algorithms");
        browser.press("countsteps");
        until(() -> browser.text().contains("1 found"));
        browser.press(Keys.ENTER);
        until(() -> browser.focused().equals(browser.field("Steps")));
        browser.press(Keys.chord(Keys.CONTROL, "a"), "12");
        browser.press(Keys.chord(Keys.CONTROL, Keys.ENTER));
        browser.read("144");
        browser.press(Keys.ESCAPE);
        until(() -> browser.address().endsWith("#/runs"));
        browser.press(Keys.ESCAPE);
        until(() -> "search".equals(browser.focused().getDomAttribute("id")));
    }

    @Test
    void theCallIsThereAsText() {
        openForm("ScaleSpectrum");
        browser.fill(browser.field("Factor"), "2.5");
        browser.click(By.cssSelector("details.call summary"));
        browser.read("mantle run ScaleSpectrum Factor=2.5");
        browser.click(button("Python"));
        browser.read("ScaleSpectrum(Factor=2.5)");
        browser.click(button("Java"));
        browser.read("inputs.put(\"Factor\", 2.5)");
        browser.click(button("JSON"));
        browser.read("\"Factor\": 2.5");
        browser.click(button("HTTP"));
        browser.read("/ogc/processes/ScaleSpectrum/execution");
    }

    @Test
    void aFileIsChosenFromTheHost() {
        openForm("ScaleSpectrum");
        browser.click(By.xpath("//button[@aria-label='Choose: Scan']"));
        browser.see(By.xpath("//div[@role='option']/span[.='scan_2.txt']"));
        browser.requireAccessible("the file chooser");
        browser.see(By.cssSelector(".entries")).sendKeys(Keys.END, Keys.ENTER);
        until(() -> browser.field("Scan").getDomProperty("value").endsWith("/data/scan_3.txt"));
    }

    @Test
    void aFileOfOnesOwnIsUploaded() throws IOException {
        Path own = Files.writeString(folder.resolve("own.txt"), "mine");
        openForm("ScaleSpectrum");
        browser.click(By.xpath("//button[@aria-label='Choose: Scan']"));
        browser.see(By.xpath("//div[@role='option']/span[.='scan_1.txt']"));
        ((WebElement) browser.script("return document.querySelector('.upload input')")).sendKeys(own.toString());
        until(() -> browser.field("Scan").getDomProperty("value").endsWith("/data/own.txt"));
        assertThat(folder.resolve("data/own.txt")).hasContent("mine");
    }

    @Test
    void objectsInMemoryAreOfferedByName() {
        mantle.run("KeepNumbers", Map.of("Numbers", "1-4", "Kept", "ten"));
        openForm("SumNumbers");
        browser.field("Numbers").click();
        browser.click(By.xpath("//li[@role='option'][.='ten']"));
        browser.read("given");
        browser.click(button("Run"));
        browser.read("10");
        browser.click(link("Objects"));
        browser.read("ten");
    }

    @Test
    void theListFollowsTheRegistry() {
        Registration there = mantle.register(new ManyAlgorithms(1));
        browser.read("7 algorithms");
        assertThat(browser.text()).contains("Generated00000");
        there.close();
        browser.read("6 algorithms");
    }

    @Test
    void whatIsWrongWithAPluginIsTold() {
        // nothing changes but the faults, and the page hears of it
        Registration twice = mantle.register(new PageAlgorithms());
        try {
            browser.read("6 faults of plugins");
            browser.click(By.cssSelector(".faults summary"));
            browser.read("SendMessage");
        } finally {
            twice.close();
        }
        until(() -> !browser.text().contains("faults of plugins"));
    }

    @Test
    void aRunThatHasEndedShowsWhatItSaid() {
        openForm("CountSteps");
        browser.fill(browser.field("Steps"), "3");
        browser.click(button("Run"));
        browser.read("Completed");
        browser.read("step 3");
        browser.read("counting");
        browser.reload();
        browser.read("step 3");
        browser.read("counting");
    }

    @Test
    void thatTooManyRunsAreUnderWayIsToldInTheForm() throws Exception {
        try (Mantle busy = Mantle.builder()
                        .discover(false)
                        .provider(new PageAlgorithms())
                        .build();
                Explorer other =
                        Explorer.start(busy, ExplorerConfig.builder().port(0).build())) {
            WebClient client = new WebClient(other);
            for (int i = 0; i < RunPlaces.MOST_UNDER_WAY; i++) {
                client.post("/api/runs", "{\"algorithm\":\"CountSteps\",\"values\":{\"WaitAt\":1}}");
            }
            browser.open(other.address().toString());
            openForm("CountSteps");
            browser.fill(browser.field("Steps"), "7");
            browser.click(button("Run"));
            browser.read("2000 runs are under way, which are as many as may be");
            assertThat(browser.field("Steps").getDomProperty("value")).isEqualTo("7");
            busy.manager().running().forEach(AlgorithmRun::cancel);
            until(() -> busy.manager().running().isEmpty());
            browser.click(button("Run"));
            browser.read("49");
        }
    }

    @Test
    void nothingThatWasTypedIsLostWhenTheServerGoesAndComesBack() throws IOException {
        openForm("CountSteps");
        browser.fill(browser.field("Steps"), "11");
        browser.read("given");
        int port = explorer.root().getPort();
        explorer.close();
        browser.read("The server does not answer");
        browser.fill(browser.field("WaitAt"), "0");
        browser.click(button("Run"));
        browser.read("What you typed stays here");
        assertThat(browser.field("Steps").getDomProperty("value")).isEqualTo("11");

        explorer = start(port);
        browser.read("does not know this browser");
        // as another tab does that opens the printed address
        browser.script(
                "const call = new XMLHttpRequest(); call.open('GET', arguments[0], false); call.send()",
                explorer.address().toString());
        until(() -> !browser.text().contains("does not know this browser"));
        assertThat(browser.field("Steps").getDomProperty("value")).isEqualTo("11");
        browser.reload();
        until(() -> "11".equals(browser.field("Steps").getDomProperty("value")));
        browser.click(button("Run"));
        browser.read("121");
    }

    @Test
    void tenThousandAlgorithmsAreQuickToLookThrough() {
        Registration there = mantle.register(new ManyAlgorithms(10_000));
        try {
            browser.read("10006 algorithms");
            assertThat(browser.count(By.cssSelector(".row"))).isLessThan(100);
            find("Generated07777", "Generated07777");
        } finally {
            there.close();
        }
    }

    @Test
    void everyScreenIsForEverybodyLightAndDark() {
        browser.requireAccessible("the list");
        find("spectrum", "ScaleSpectrum");
        browser.read("By what every value is multiplied.");
        browser.requireAccessible("a description");
        browser.press(Keys.ENTER);
        browser.fill(browser.field("Factor"), "two");
        until(() -> !browser.problem("Factor").isEmpty());
        browser.requireAccessible("a form with a problem");
        browser.fill(browser.field("Factor"), "2");
        until(() -> browser.problem("Factor").isEmpty());
        browser.click(By.cssSelector("details.call summary"));
        browser.read("mantle run");
        browser.click(button("Run and keep open"));
        browser.read("Report as JSON");
        browser.requireAccessible("a form with a run");
        browser.click(button("Many at once"));
        browser.see(By.id("cell-0-0"));
        browser.requireAccessible("a table");
        for (String part : new String[] {"Runs", "History", "Objects"}) {
            browser.click(link(part));
            browser.see(By.xpath("//h1[.='" + part + "']"));
            browser.requireAccessible(part);
        }
        browser.click(link("History"));
        browser.click(By.xpath("//th/a[.='ScaleSpectrum']"));
        browser.read("Inputs that were not defaults");
        browser.requireAccessible("a record");
    }

    @Test
    void aPhoneIsWideEnough() {
        try {
            browser.screen(360, 740);
            openForm("ScaleSpectrum");
            browser.field("Factor");
            assertThat(browser.script("return document.documentElement.scrollWidth"))
                    .isEqualTo(360L);
            browser.requireAccessible("a form on a phone");
        } finally {
            browser.screen(1280, 800);
        }
    }

    /** Makes the pictures of the README and the docs, where that is asked for. */
    @Test
    void thePicturesOfTheDocsCanBeMade() {
        Path images = Boolean.getBoolean("mantle.docs.update")
                ? Path.of(System.getProperty("mantle.root"), "docs", "images")
                : folder.resolve("images");
        openForm("ScaleSpectrum");
        browser.fill(browser.field("Factor"), "2.5");
        browser.fill(browser.field("Unit"), "Wavelenth");
        until(() -> browser.problem("Unit").contains("did you mean"));
        browser.press(Keys.ESCAPE);
        browser.see(By.id("search"));
        browser.click(By.cssSelector(".tab a"));
        until(() -> browser.problem("Unit").contains("did you mean"));
        browser.picture(images.resolve("explorer.png"));
        browser.prefer("dark");
        try {
            browser.fill(browser.field("Unit"), "TOF");
            browser.fill(browser.field("Values"), "1.5,2.25,4");
            until(() -> browser.problem("Unit").isEmpty());
            browser.click(button("Run"));
            browser.read("Report as JSON");
            browser.picture(images.resolve("explorer-dark.png"));
        } finally {
            browser.prefer("light");
        }
        for (String picture : List.of("explorer.png", "explorer-dark.png")) {
            assertThat(images.resolve(picture)).isNotEmptyFile();
            assertThat(images.resolve(picture).toFile().length()).isLessThan(150_000);
        }
    }
}
