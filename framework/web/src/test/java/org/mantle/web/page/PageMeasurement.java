package org.mantle.web.page;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.web.Explorer;
import org.mantle.web.ExplorerConfig;
import org.openqa.selenium.By;

/** Measures the page with 10,000 algorithms in a real browser; runs when it is asked for by name. See docs/benchmarks.md. */
class PageMeasurement {

    private static final int VISITS = 21;
    private static final int KEYSTROKES = 2_000;

    @TempDir
    private Path folder;

    @Test
    void measure() throws IOException {
        try (Chromium browser = Chromium.start(folder.resolve("profile"));
                Mantle mantle = Mantle.builder()
                        .discover(false)
                        .source(new ManyAlgorithms(10_000))
                        .build();
                Explorer explorer =
                        Explorer.start(mantle, ExplorerConfig.builder().port(0).build())) {
            browser.open(explorer.address().toString());
            browser.read("10000 algorithms");

            double[] painted = new double[VISITS];
            for (int i = 0; i < VISITS; i++) {
                browser.open("about:blank");
                browser.open(explorer.root().toString());
                browser.see(By.cssSelector(".row"));
                painted[i] = ((Number) browser.script("return performance.getEntriesByName('list')[0].startTime"))
                        .doubleValue();
            }
            report("list of 10,000 drawn after the call of the page, ms", painted);
            System.out.println("size of the page, bytes packed and unpacked: "
                    + browser.script("const all = [...performance.getEntriesByType('resource'),"
                            + " ...performance.getEntriesByType('navigation')].filter(each => !each.name.includes('/api/'));"
                            + "return all.reduce((sum, each) => sum + each.encodedBodySize, 0) + ', '"
                            + " + all.reduce((sum, each) => sum + each.decodedBodySize, 0)")
                    + "; the list: "
                    + browser.script("return performance.getEntriesByType('resource').filter(each =>"
                            + " each.name.endsWith('/api/algorithms'))[0].decodedBodySize"));

            List<?> answered = (List<?>) browser.scriptLater(
                    "const done = arguments[arguments.length - 1]; const words = 'generated 4711 stands for algorithm';"
                            + "(async () => { const times = []; for (let i = 0; i < arguments[0]; i++) {"
                            + "const text = words.slice(0, 1 + i % words.length); const begun = performance.now();"
                            + "await (await fetch('/api/search?text=' + encodeURIComponent(text))).json();"
                            + "times.push(performance.now() - begun); } done(times); })()",
                    KEYSTROKES);
            report(
                    "search answer after a keystroke, ms",
                    answered.stream()
                            .mapToDouble(each -> ((Number) each).doubleValue())
                            .toArray());
        }
    }

    private static void report(String what, double... values) {
        Arrays.sort(values);
        System.out.printf(
                Locale.ROOT,
                "%s: median %.1f, 90%% %.1f, 99%% %.1f, most %.1f (of %d)%n",
                what,
                values[values.length / 2],
                values[(int) (values.length * 0.9)],
                values[(int) (values.length * 0.99)],
                values[values.length - 1],
                values.length);
    }
}
