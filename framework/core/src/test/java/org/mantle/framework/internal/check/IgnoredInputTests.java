package org.mantle.framework.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.LogLine;
import org.mantle.framework.run.RunState;
import org.mantle.framework.testing.TestHosts;
import org.mantle.framework.type.FileMode;
import org.mantle.framework.type.Secret;

/** What is said of an input that was given and does not count. */
class IgnoredInputTests {

    enum Shape {
        ROUND,
        SQUARE,
        FREE
    }

    private static final Property<Shape> SHAPE = Property.choice("Shape", Shape.class, Shape::name)
            .defaultValue(Shape.ROUND)
            .build();
    private static final Property<Double> SIDE =
            Property.number("Side").defaultValue(1.0).build();
    private static final Property<Secret> KEY = Property.secret("Key").build();
    private static final Property<String> LOCKED = Property.string("Locked").build();
    private static final Property<String> FILE = Property.file("File", FileMode.OPTIONAL_SAVE)
            .defaultValue("out.txt")
            .build();
    private static final Property<String> COLOUR =
            Property.string("Colour").aliases("Color").defaultValue("red").build();
    private static final Property<String> NAME = Property.string("Name").build();

    static final class Draw extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Draw")
                    .properties(SHAPE, SIDE, KEY, LOCKED, FILE, COLOUR, NAME)
                    .visibleWhen(Condition.is(SHAPE, Shape.SQUARE), SIDE, KEY)
                    .visibleWhen(Condition.isDefault(KEY).not(), LOCKED)
                    .visibleWhen(Condition.isOneOf(SHAPE, Shape.SQUARE, Shape.FREE), FILE, COLOUR, NAME)
                    .visibleWhen(Condition.is(SIDE, 2.0).or(Condition.is(SIDE, 3.0)), COLOUR)
                    .defaultFrom(NAME, "the shape's name", in -> "a " + in.get(SHAPE), SHAPE)
                    .loopOver(SHAPE, SIDE);
        }

        @Override
        protected void execute(Context run) {}
    }

    private final Mantle mantle = TestHosts.host(Draw.class);

    private List<String> said(Object... namesAndValues) throws InterruptedException {
        Map<String, @Nullable Object> given = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            given.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        AlgorithmRun run = mantle.start("Draw", given);
        assertThat(run.await()).isEqualTo(RunState.COMPLETED);
        List<String> lines = new ArrayList<>();
        for (LogLine line : run.log().lines()) {
            assertThat(line.level()).isEqualTo(System.Logger.Level.WARNING);
            lines.add(line.text());
        }
        return lines;
    }

    @Test
    void theLogSaysWhichInputIsIgnoredWhyAndWhatToChange() throws InterruptedException {
        assertThat(said("side", "2.5"))
                .containsExactly(
                        "Side is ignored: it counts only when Shape is SQUARE, but Shape is ROUND; change Shape,"
                                + " or leave Side out");
        assertThat(said("Side", 2.5, "Shape", "SQUARE")).isEmpty();
    }

    @Test
    void everyConditionThatDoesNotHoldIsNamed() throws InterruptedException {
        assertThat(said("Colour", "blue"))
                .containsExactly("Colour is ignored: it counts only when Shape is SQUARE or FREE and (Side is 2 or Side"
                        + " is 3), but Shape is ROUND, Side is 1; change Shape or Side, or leave Colour out");
        assertThat(said("Color", "blue", "Shape", "FREE"))
                .containsExactly(
                        "Color is an old name of Colour; use Colour",
                        "Colour is ignored: it counts only when (Side is 2 or Side is 3), but Side is 1; change"
                                + " Side, or leave Colour out");
    }

    @Test
    void theDefaultLosesNothingAndSoSaysNothing() throws InterruptedException {
        assertThat(said()).isEmpty();
        assertThat(said("Side", "1.0", "Side", null, "Key", "", "Locked", "")).isEmpty();
        assertThat(said("Side", 1.0, "Colour", "red", "File", "out.txt")).isEmpty();
        String whole = java.nio.file.Path.of("out.txt").toAbsolutePath().toString();
        assertThat(said("File", whole)).isEmpty();
        assertThat(said("Name", "a ROUND")).isEmpty();
        assertThat(said("Name", "a SQUARE")).singleElement().asString().startsWith("Name is ignored");
    }

    @Test
    void noSecretIsShown() throws InterruptedException {
        assertThat(said("Key", "sesame", "Locked", "x"))
                .singleElement()
                .asString()
                .startsWith("Key is ignored")
                .doesNotContain("sesame");
        assertThat(said("Locked", "x"))
                .containsExactly("Locked is ignored: it counts only when Key is given, but Key is not given;"
                        + " change Key, or leave Locked out");
    }

    @Test
    void aSecretThatDoesNotCountIsNotRead() throws InterruptedException {
        Secret never = Secret.deferred("@env:NONE", () -> {
            throw new java.io.IOException("it was read");
        });
        assertThat(said("Key", never)).singleElement().asString().startsWith("Key is ignored");
    }

    @Test
    void anInstanceSaysItToo() throws InterruptedException {
        AlgorithmInstance instance = mantle.create("Draw").setProperty("Side", 3);
        instance.execute();
        assertThat(instance.latestRun().log().lines()).hasSize(1);
        instance.setProperty("Shape", "SQUARE").execute();
        assertThat(instance.latestRun().log().lines()).isEmpty();
        instance.setProperty("Side", null).setProperty("Shape", null).execute();
        assertThat(instance.latestRun().log().lines()).isEmpty();
    }

    @Test
    void inALoopAnInputIsIgnoredWhenItCountsInNoEntryOrHasAnEntryOfItsOwn() throws InterruptedException {
        List<String> shapes = List.of("ROUND", "SQUARE", "FREE");
        assertThat(said("Shape", shapes, "Side", 4)).isEmpty();
        assertThat(said("Shape", List.of("ROUND", "FREE"), "Side", 4))
                .singleElement()
                .asString()
                .startsWith("Side is ignored");
        assertThat(said("Shape", shapes, "Side", List.of(4, 5, 1.0)))
                .singleElement()
                .asString()
                .startsWith("entry 1: Side is ignored");
        assertThat(said("Shape", shapes, "Side", Arrays.asList(null, 5, null))).isEmpty();
    }
}
