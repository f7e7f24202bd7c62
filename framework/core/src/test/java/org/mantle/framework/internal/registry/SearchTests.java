package org.mantle.framework.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.AlgorithmMethod;
import org.mantle.framework.algorithm.Input;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.testing.TestHosts;

/** What a search forgives, and what it costs. */
class SearchTests {

    /** Finishes on a busy machine, where anything but linear time would take hours. */
    private static final Duration BOUND = Duration.ofSeconds(60);

    private static final int TEN_MEGABYTES = 10_000_000;
    private static final String OTHER = "Serves a test.";

    static final class Measuring {

        @AlgorithmMethod(
                name = "SCARFTomoReconstruction",
                aliases = "ReconstructOnSCARF",
                categories = "Tests",
                summary = OTHER)
        static void reconstruct() {}

        @AlgorithmMethod(name = "CalculateStatistics", categories = "Tests", summary = OTHER)
        static void calculate() {}

        @AlgorithmMethod(
                name = "Mean",
                categories = "Maths",
                summary = "Gives one statistic, and the history of matches.")
        static void mean() {}

        @AlgorithmMethod(name = "MoveLens", categories = "Optics", summary = "Shifts glass.")
        static void moveLens() {}

        @AlgorithmMethod(
                name = "FindLength",
                categories = "Maths",
                summary = "Counts millimetres of an axis, in tartar.")
        static void findLength() {}
    }

    private static List<String> search(String text) {
        return search(text, Measuring.class);
    }

    private static List<String> search(String text, Class<?> algorithms) {
        try (Mantle mantle = TestHosts.ofMethods(algorithms)) {
            return mantle.registry().search(text).stream()
                    .map(AlgorithmDescriptor::name)
                    .toList();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "reconstrution, SCARFTomoReconstruction",
        "recontsruct, SCARFTomoReconstruction",
        "scraf, SCARFTomoReconstruction",
        "tmoo, SCARFTomoReconstruction",
        "scarftomorecnostruction, SCARFTomoReconstruction",
        "statsitics, CalculateStatistics",
        "calcualte, CalculateStatistics",
        "calcualte statsitics, CalculateStatistics",
    })
    void aWordInsideANameMayBeMisspelt(String text, String found) {
        assertThat(search(text)).containsExactly(found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zebra", "artart", "toxx", "st4t1st1c5"})
    void whatIsNotNearFitsNothing(String text) {
        assertThat(search(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "remove lens, MoveLens",
        "gives the statistic, Mean",
        "search and match, Mean",
        "statistic zebra, CalculateStatistics Mean",
        "calcualte tmoo, CalculateStatistics SCARFTomoReconstruction",
        "history glass lens, MoveLens",
    })
    void whereNoAlgorithmHasAllWordsThoseWithTheMostAreFound(String text, String found) {
        assertThat(search(text)).containsExactly(found.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "statistic, CalculateStatistics Mean",
        "statistics, CalculateStatistics Mean",
        "histories, Mean",
        "match, Mean",
        "axis, FindLength",
        "lengths, FindLength",
    })
    void pluralsAndSingularsFindTheSame(String text, String found) {
        assertThat(search(text)).containsExactly(found.split(" "));
    }

    @Test
    void aWordAsItIsComesBeforeItsSingular() {
        assertThat(search("lens")).containsExactly("MoveLens", "FindLength");
    }

    static final class ShortPlurals {

        @AlgorithmMethod(name = "MaxFilter", categories = "Tests", summary = OTHER)
        static void filter() {}

        @AlgorithmMethod(name = "Turn", categories = "Optics", summary = "Swaps the axes and the boxes of a picture.")
        static void turn() {}
    }

    @Test
    void aPluralWhoseSingularIsTooShortIsFoundAsItIs() {
        assertThat(search("axes", ShortPlurals.class)).containsExactly("Turn");
        assertThat(search("boxes", ShortPlurals.class))
                .as("three letters are enough")
                .containsExactly("Turn");
    }

    static final class Forms {

        @AlgorithmMethod(
                name = "Reduce",
                categories = "Maths",
                summary = "Gives the mean.",
                keywords = {"average", "moving window"})
        static void reduce() {}

        @AlgorithmMethod(name = "SortLines", categories = "Tests", summary = OTHER)
        static void sortLines() {}

        @AlgorithmMethod(
                name = "Tell",
                categories = "Maths",
                summary = "Says how sorting and averages work, in a logarithmic scale, for tomographic scans.")
        static void tell() {}

        @AlgorithmMethod(name = "Clear", categories = "Tests", summary = OTHER)
        static void clear(@Input(name = "Directory") String directory) {}

        @AlgorithmMethod(name = "Turn", categories = "Maths", summary = "Changes the direction, by splits.")
        static void turn() {}
    }

    @ParameterizedTest
    @CsvSource({
        "average, Reduce Tell",
        "averages, Reduce Tell",
        "averaging, Reduce Tell",
        "averaged, Reduce Tell",
        "windows, Reduce",
        "avreage, Reduce",
        "sorting, SortLines Tell",
        "sorted, SortLines Tell",
        "sorts, SortLines Tell",
        "tomography, Tell",
        "logarithm, Tell",
        "reducing, Reduce",
        "splitting, Turn",
        "direction, Turn Clear",
    })
    void keywordsAndOtherFormsOfAWordFind(String text, String found) {
        assertThat(search(text, Forms.class)).containsExactly(found.split(" "));
    }

    static final class Zooms {

        @AlgorithmMethod(name = "Zoom", categories = "Tests", summary = OTHER)
        static void zoom() {}

        @AlgorithmMethod(name = "Aim", aliases = "ZoomImage", categories = "Tests", summary = OTHER)
        static void aim() {}

        @AlgorithmMethod(name = "FastZoom", categories = "Tests", summary = OTHER)
        static void fastZoom() {}

        @AlgorithmMethod(name = "Enlarge", categories = "Tests", summary = OTHER, keywords = "zoom")
        static void enlarge() {}

        @AlgorithmMethod(name = "Crop", categories = "Zoom", summary = "Cuts.")
        static void crop() {}

        @AlgorithmMethod(name = "Blow", categories = "Tests", summary = OTHER)
        static void blow(@Input(name = "Zoom") String zoom) {}

        @AlgorithmMethod(name = "Amplify", aliases = "crop", categories = "Tests", summary = "Is a kind of zoom.")
        static void amplify() {}
    }

    /** Each comes before those that the order of their names would put first. */
    @ParameterizedTest
    @CsvSource({
        "zoom, Zoom Aim FastZoom Enlarge Crop Blow Amplify",
        "ZOOMS, Zoom Aim FastZoom Enlarge Crop Blow Amplify",
        "tests zoom, Zoom Aim FastZoom Enlarge Blow Amplify",
        "zoom tests, Zoom Aim FastZoom Enlarge Blow Amplify",
        "' crop ', Crop Amplify", // the name counts, which another would have as its alias
        "zomo, Aim Enlarge FastZoom Zoom", // all have one letter in the wrong place
    })
    void whereAWordFitsDecidesTheOrder(String text, String found) {
        assertThat(search(text, Zooms.class)).containsExactly(found.split(" "));
    }

    @Test
    void eachMisspeltWordIsForgivenUpToTen() {
        String ten = "rceonstruction reconsrtuction reconstruciton reocnstruction recosntruction "
                + "recontsruction reconstructoin reconstrcution reconstrutcion reconstrutionn";
        assertThat(search(ten)).containsExactly("SCARFTomoReconstruction");
        assertThat(search(ten + " " + ten)).containsExactly("SCARFTomoReconstruction");
        String none = "zaaaa zbbbb zcccc zdddd zeeee zffff zgggg zhhhh ziiii zjjjj";
        assertThat(search(none.substring(6) + " recontruction")).containsExactly("SCARFTomoReconstruction");
        assertThat(search(none + " recontruction")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"s", "s ", "reconstruction ", "reconstrution ", "statistic s ", "\u0130", "\ud83d\ude00 "})
    void aTextOfTenMegabytesTakesTimeInProportion(String unit) {
        String text = unit.repeat(TEN_MEGABYTES / unit.length());
        List<String> once = search(unit);
        List<String> found = assertTimeout(BOUND, () -> search(text));
        assertThat(found).isEqualTo(unit.endsWith(" ") ? once : List.of());
    }

    @Test
    void tenMegabytesOfMisspeltWordsThatAllFitTakeTimeInProportion() {
        StringBuilder text = new StringBuilder();
        for (int number = 0; text.length() < TEN_MEGABYTES; number++) {
            text.append("reconstrution").append((char) ('a' + number % 26)).append(number % 100 + " ");
            text.append((char) (0x4e00 + number % 20_000)).append("econstruction ");
        }
        assertThat(assertTimeout(BOUND, () -> search(text.toString()))).containsExactly("SCARFTomoReconstruction");
    }
}
