package org.mantle.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a search forgives, and what it costs. */
class SearchTests {

    /** Finishes on a busy machine, where anything but linear time would take hours. */
    private static final Duration BOUND = Duration.ofSeconds(60);

    private static final int TEN_MEGABYTES = 10_000_000;

    abstract static class Idle extends Algorithm {
        @Override
        protected void execute(Context run) {}
    }

    static final class Reconstruction extends Idle {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "SCARFTomoReconstruction").aliases("ReconstructOnSCARF");
        }
    }

    static final class Statistics extends Idle {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "CalculateStatistics");
        }
    }

    static final class Mean extends Idle {
        @Override
        protected void declare(Declaration declaration) {
            declaration.name("Mean").categories("Maths").summary("Gives one statistic, and the history of matches.");
        }
    }

    static final class Lens extends Idle {
        @Override
        protected void declare(Declaration declaration) {
            declaration.name("MoveLens").categories("Optics").summary("Shifts glass.");
        }
    }

    static final class Length extends Idle {
        @Override
        protected void declare(Declaration declaration) {
            declaration.name("FindLength").categories("Maths").summary("Counts millimetres of an axis, in tartar.");
        }
    }

    private final Mantle mantle =
            TestHosts.host(Reconstruction.class, Statistics.class, Mean.class, Lens.class, Length.class);

    @AfterEach
    void close() {
        mantle.close();
    }

    private List<String> search(String text) {
        return mantle.registry().search(text).stream()
                .map(AlgorithmDescriptor::name)
                .toList();
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
    @ValueSource(strings = {"zebra", "artart", "toxx", "calcualte tmoo", "st4t1st1c5"})
    void whatIsNotNearFitsNothing(String text) {
        assertThat(search(text)).isEmpty();
    }

    @Test
    void pluralsAndSingularsFindTheSame() {
        assertThat(search("statistic")).containsExactly("CalculateStatistics", "Mean");
        assertThat(search("statistics")).containsExactly("CalculateStatistics", "Mean");
        assertThat(search("histories")).containsExactly("Mean");
        assertThat(search("match")).containsExactly("Mean");
        assertThat(search("axis")).containsExactly("FindLength");
        assertThat(search("lengths")).containsExactly("FindLength");
    }

    static final class Average extends Idle {
        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("Reduce")
                    .categories("Maths")
                    .summary("Gives the mean.")
                    .keywords("average", "moving window");
        }
    }

    static final class SortLines extends Idle {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "SortLines");
        }
    }

    static final class Tells extends Idle {
        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("Tell")
                    .categories("Maths")
                    .summary("Says how sorting and averages work, in a logarithmic scale, for tomographic scans.");
        }
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
        "splitting, ''",
    })
    void keywordsAndOtherFormsOfAWordFind(String text, String found) {
        try (Mantle other = TestHosts.host(Average.class, SortLines.class, Tells.class)) {
            assertThat(other.registry().search(text).stream().map(AlgorithmDescriptor::name))
                    .containsExactlyElementsOf(found.isEmpty() ? List.of() : List.of(found.split(" ")));
        }
    }

    @Test
    void aWordAsItIsComesBeforeItsOtherForms() {
        try (Mantle other = TestHosts.host(Directs.class, Turns.class)) {
            assertThat(other.registry().search("direction"))
                    .extracting(AlgorithmDescriptor::name)
                    .containsExactly("Turn", "Clear");
        }
    }

    static final class Directs extends Idle {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Clear")
                    .properties(Property.string("Directory").build());
        }
    }

    static final class Turns extends Idle {
        @Override
        protected void declare(Declaration declaration) {
            declaration.name("Turn").categories("Maths").summary("Changes the direction.");
        }
    }

    static final class Maximum extends Idle {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "MaxFilter");
        }
    }

    static final class Axes extends Idle {
        @Override
        protected void declare(Declaration declaration) {
            declaration.name("Turn").categories("Optics").summary("Swaps the axes and the boxes of a picture.");
        }
    }

    @Test
    void aPluralWhoseSingularIsTooShortIsFoundAsItIs() {
        try (Mantle other = TestHosts.host(Maximum.class, Axes.class)) {
            assertThat(other.registry().search("axes"))
                    .extracting(AlgorithmDescriptor::name)
                    .containsExactly("Turn");
            assertThat(other.registry().search("boxes"))
                    .as("three letters are enough")
                    .extracting(AlgorithmDescriptor::name)
                    .containsExactly("Turn");
        }
    }

    @Test
    void aWordAsItIsComesBeforeItsSingular() {
        assertThat(search("lens")).containsExactly("MoveLens", "FindLength");
    }

    static final class Zoom extends Idle {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Zoom");
        }
    }

    static final class ZoomImage extends Idle {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Aim").aliases("ZoomImage");
        }
    }

    static final class FastZoom extends Idle {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "FastZoom");
        }
    }

    static final class InCategory extends Idle {
        @Override
        protected void declare(Declaration declaration) {
            declaration.name("Crop").categories("Zoom").summary("Cuts.");
        }
    }

    static final class ByProperty extends Idle {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Blow")
                    .properties(Property.string("Zoom").build());
        }
    }

    static final class ByText extends Idle {
        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("Amplify")
                    .categories("Tests")
                    .summary("Is a kind of zoom.")
                    .aliases("crop");
        }
    }

    /** Each comes before those that the order of their names would put first. */
    @Test
    void whereAWordFitsDecidesTheOrder() {
        try (Mantle other = TestHosts.host(
                ByText.class, ByProperty.class, InCategory.class, FastZoom.class, ZoomImage.class, Zoom.class)) {
            assertThat(other.registry().search("zoom"))
                    .extracting(AlgorithmDescriptor::name)
                    .containsExactly("Zoom", "Aim", "FastZoom", "Crop", "Blow", "Amplify");
            assertThat(other.registry().search("ZOOMS"))
                    .extracting(AlgorithmDescriptor::name)
                    .containsExactly("Zoom", "Aim", "FastZoom", "Crop", "Blow", "Amplify");
            assertThat(other.registry().search("tests zoom"))
                    .extracting(AlgorithmDescriptor::name)
                    .containsExactly("Zoom", "Aim", "FastZoom", "Blow", "Amplify");
            assertThat(other.registry().search("zoom tests"))
                    .extracting(AlgorithmDescriptor::name)
                    .containsExactly("Zoom", "Aim", "FastZoom", "Blow", "Amplify");
            assertThat(other.registry().search(" crop "))
                    .as("the name counts, which another would have as its alias")
                    .extracting(AlgorithmDescriptor::name)
                    .containsExactly("Crop", "Amplify");
            assertThat(other.registry().search("zomo"))
                    .as("all have one letter in the wrong place")
                    .extracting(AlgorithmDescriptor::name)
                    .containsExactly("Aim", "FastZoom", "Zoom");
        }
    }

    @Test
    void eachMisspeltWordIsForgivenUpToTen() {
        String ten = "rceonstruction reconsrtuction reconstruciton reocnstruction recosntruction "
                + "recontsruction reconstructoin reconstrcution reconstrutcion reconstrutionn";
        assertThat(search(ten)).containsExactly("SCARFTomoReconstruction");
        assertThat(search(ten + " " + ten)).containsExactly("SCARFTomoReconstruction");
        assertThat(search(ten + " recontruction")).isEmpty();
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
        assertThat(assertTimeout(BOUND, () -> search(text.toString()))).isEmpty();
    }
}
