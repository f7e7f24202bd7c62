package org.mantle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.type.PropertyType;

/** What people are shown of the outputs of {@code run}. */
final class RunOutputTests {

    static final class Compares extends Algorithm {
        private static final Property<Boolean> NEGATED =
                Property.bool("Negated").defaultValue(false).build();
        private static final Property<Boolean> EQUAL =
                Property.bool("Equal").output().build();
        private static final Property<String> LIMIT = Property.string("Limit").build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("Compares")
                    .categories("Tests")
                    .summary("Tells whether.")
                    .properties(NEGATED, LIMIT, EQUAL)
                    .visibleWhen(Condition.is(NEGATED, true), LIMIT);
        }

        @Override
        protected void execute(Context run) {
            run.set(EQUAL, !run.get(NEGATED));
        }
    }

    /** A row of spectra, of which people are shown the ends. */
    record Spectra(long first, long last) {}

    /** Its text has every spectrum. */
    static final class SpectraType implements PropertyType<Spectra> {
        @Override
        public String word() {
            return "spectra";
        }

        @Override
        public Spectra fromText(String text) {
            List<Long> numbers = PropertyTypes.LONG_LIST.fromText(text);
            return new Spectra(numbers.get(0), numbers.get(numbers.size() - 1));
        }

        @Override
        public String toText(Spectra value) {
            return LongStream.rangeClosed(value.first(), value.last())
                    .mapToObj(String::valueOf)
                    .collect(Collectors.joining(","));
        }

        @Override
        public String toShortText(Spectra value, int longest) {
            return value.first() + "-" + value.last();
        }

        @Override
        public Spectra fromObject(Object value) {
            return (Spectra) value;
        }

        @Override
        public JsonObject schema() {
            return new JsonObject();
        }
    }

    static final class Numbers extends Algorithm {
        private static final Property<List<Integer>> INTEGERS =
                Property.integerList("Integers").output().build();
        private static final Property<List<Long>> LONGS =
                Property.of("Longs", PropertyTypes.LONG_LIST).output().build();
        private static final Property<Spectra> SPECTRA =
                Property.of("Spectra", new SpectraType()).output().build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("Numbers")
                    .categories("Tests")
                    .summary("Gives numbers.")
                    .properties(INTEGERS, LONGS, SPECTRA);
        }

        @Override
        protected void execute(Context run) {
            run.set(INTEGERS, List.of(1, 2, 3));
            run.set(LONGS, List.of(7L, 8L));
            run.set(SPECTRA, new Spectra(4, 6));
        }
    }

    private static Mantle ofTest() {
        return Mantle.builder()
                .discover(false)
                .provider(new AlgorithmProvider() {
                    @Override
                    public MethodHandles.Lookup lookup() {
                        return MethodHandles.lookup();
                    }

                    @Override
                    public List<Class<? extends Algorithm>> algorithms() {
                        return List.of(Compares.class, Numbers.class);
                    }
                })
                .build();
    }

    @Test
    void numbersAreShownEachAndNotAsRanges() {
        assertThat(new Shell()
                        .mantle(RunOutputTests::ofTest)
                        .call("run", "Numbers")
                        .out())
                .isEqualTo("Integers\n1\n2\n3\n\nLongs\n7\n8\n\nSpectra  4,5,6\n");
    }

    @Test
    void truthValuesAreWordsForPeople() {
        Shell shell = new Shell().mantle(RunOutputTests::ofTest);

        assertThat(shell.call("run", "Compares").out()).isEqualTo("Equal  true\n");
        assertThat(shell.call("run", "Compares", "Negated=true").out()).isEqualTo("Equal  false\n");
        assertThat(shell.call("run", "Compares", "Negated=1").out()).isEqualTo("Equal  false\n");
        assertThat(shell.call("describe", "Compares").out())
                .contains("Default: false", "Counts only when Negated is true");
    }

    @Test
    void listsOfTheSameLengthAreATable() {
        Shell.Outcome outcome = new Shell().call("run", "Jobs");

        assertThat(outcome.out()).isEqualTo("""
                        JobIds  JobStates
                        7       Running
                        12      Done\\u001b[31m

                        Files
                        a.tif
                        b.tif
                        c.tif

                        Count  2
                        """);
    }

    @Test
    void aTableOfOneRowIsShownAsValuesAndNoneTwice() {
        assertThat(new Shell().call("run", "OneJob").out()).isEqualTo("""
                        JobsID      7
                        JobsNames   tooth
                        JobsStatus  Running
                        JobState    Running
                        JobCommand  run tooth
                        """);
    }

    @Test
    void aRunWithNothingToShowEndsWithItsLastMessage() {
        Shell.Outcome outcome = new Shell().call("run", "Sends");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).matches("Sent a\\.nxs \\(3 bytes\\)\nSends completed in \\d+\\.\\d s\n");
        assertThat(new Shell().call("run", "Sends", "--json").err()).isEmpty();
    }

    @Test
    void aRunWhoseOutputsAreAllEmptySaysSo() {
        Shell.Outcome outcome = new Shell().call("run", "LogInTo", "UserName=ann", "Action=Ping");

        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).matches("LogInTo completed in \\d+\\.\\d s; all outputs are empty\n");
    }

    @Test
    void aTableThatIsTooWideIsShownInBlocks() {
        Shell.Outcome outcome = new Shell()
                .terminal(new Shell.Person(20))
                .environment("NO_COLOR", "1")
                .call("run", "Jobs");

        assertThat(outcome.out()).contains("JobIds     7\nJobStates  Running\n\nJobIds     12\n");
    }
}
