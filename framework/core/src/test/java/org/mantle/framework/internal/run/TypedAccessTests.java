package org.mantle.framework.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyMap;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.run.AlgorithmRegistry;
import org.mantle.framework.testing.TestHosts;
import org.mantle.validators.Validators;

/** Values that are given and read by their keys. */
class TypedAccessTests {

    static final Property<Integer> COUNT = Property.integer("Count")
            .defaultValue(1)
            .validator(Validators.atLeast(0))
            .build();
    static final Property<List<String>> WORDS = Property.stringList("Words").build();
    static final Property<Double> SHARE =
            Property.number("Share").inOut().defaultValue(0.5).build();
    static final Property<String> NOTE = Property.string("Note").mandatory().build();
    static final Property<List<String>> REPEATED =
            Property.stringList("Repeated").output().build();
    static final Property<Integer> UNSET = Property.integer("Unset").output().build();
    static final Property<Integer> STRANGE = Property.integer("Count").build();

    private final AtomicInteger runs = new AtomicInteger();

    static final class Repeats extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Repeat")
                    .properties(COUNT, WORDS, SHARE, NOTE, REPEATED, UNSET)
                    .loopOver(COUNT, SHARE);
        }

        @Override
        protected void execute(Context run) throws Exception {
            run.service(TestHosts.Body.class).run(run);
        }
    }

    static final class Parent extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Parent").properties(REPEATED);
        }

        @Override
        protected void execute(Context run) {
            List<String> repeated = run.createChild("Repeat", 0, 1)
                    .set(WORDS, List.of("x,y"))
                    .set(NOTE, "n")
                    .call(REPEATED);
            run.set(REPEATED, repeated);
        }
    }

    private final Mantle mantle = TestHosts.host(
            run -> {
                runs.incrementAndGet();
                if (run.get(NOTE).equals("fail")) {
                    throw new IllegalStateException("on purpose");
                }
                run.set(
                        REPEATED,
                        run.get(WORDS).stream()
                                .map(word -> word.repeat(run.get(COUNT)))
                                .toList());
                run.set(SHARE, run.get(SHARE) / 2);
            },
            Repeats.class,
            Parent.class);

    @AfterEach
    void close() {
        mantle.close();
    }

    @Test
    void anInstanceTakesAndGivesValuesByTheirKeys() {
        AlgorithmInstance instance = mantle.create("Repeat");
        assertThat(instance.get(COUNT)).isEqualTo(1);
        assertThat(instance.find(NOTE)).isEmpty();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> instance.get(NOTE));

        instance.set(COUNT, 2).set(WORDS, List.of("a,b", "c")).set(SHARE, 1.0).set(NOTE, "n");
        assertThat(instance.get(WORDS)).containsExactly("a,b", "c");
        assertThat(instance.find(REPEATED)).contains(List.of());
        assertThat(instance.execute()).isTrue();
        List<String> repeated = instance.get(REPEATED);
        double share = instance.get(SHARE);
        assertThat(repeated).containsExactly("a,ba,b", "cc");
        assertThat(share).isEqualTo(0.5);
        // every run begins with what was set
        assertThat(instance.call(SHARE)).isEqualTo(0.5);
        assertThat(instance.set(SHARE, 8.0).get(SHARE)).isEqualTo(8);
    }

    @Test
    void aKeyThatIsNotTheAlgorithmsIsRefusedAndSoIsAnOutputThatIsSet() {
        AlgorithmInstance instance = mantle.create("Repeat");
        assertThatIllegalArgumentException().isThrownBy(() -> instance.set(STRANGE, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> instance.get(STRANGE));
        assertThatExceptionOfType(InvalidPropertyException.class)
                .isThrownBy(() -> instance.set(REPEATED, List.of()))
                .withMessageContaining("Repeat.Repeated");
        assertThatExceptionOfType(InvalidPropertyException.class)
                .isThrownBy(() -> instance.set(COUNT, -1))
                .withMessageContaining("Repeat.Count");
        assertThat(instance.get(COUNT)).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PropertyMap.builder().set(REPEATED, List.of()));
    }

    @Test
    void aLoopHasListsByNameAndNoValueByKey() {
        AlgorithmInstance instance = mantle.create("Repeat")
                .setProperty("Count", List.of(1, 2))
                .set(WORDS, List.of("a"))
                .set(NOTE, "n");
        assertThatIllegalStateException().isThrownBy(() -> instance.get(COUNT)).withMessageContaining("loop");
        assertThatIllegalStateException().isThrownBy(() -> instance.call(REPEATED));
        assertThatIllegalStateException().isThrownBy(() -> instance.get(REPEATED));
        assertThat(instance.getProperty("Repeated")).isEqualTo(List.of(List.of("a"), List.of("aa")));
        // one value by key ends the loop
        assertThat(instance.set(COUNT, 3).call(REPEATED)).containsExactly("aaa");
    }

    @Test
    void aCallGivesOneOutput() {
        Map<String, Object> given = PropertyMap.builder()
                .set(WORDS, List.of("a", "b"))
                .set(COUNT, 2)
                .set(NOTE, "n")
                .set(COUNT, 3)
                .build();
        assertThat(given)
                .containsExactly(Map.entry("Words", List.of("a", "b")), Map.entry("Count", 3), Map.entry("Note", "n"));
        List<String> repeated = mantle.call("Repeat", given, REPEATED);
        assertThat(repeated).containsExactly("aaa", "bbb");
        assertThat(mantle.call("Repeat", 1, given, REPEATED)).isEqualTo(repeated);
        assertThat(mantle.call("Repeat", AlgorithmRegistry.NEWEST, given, REPEATED))
                .isEqualTo(repeated);
        assertThat(mantle.call(mantle.registry().get("Repeat"), given, SHARE)).isEqualTo(0.25);
        assertThat(mantle.call("Parent", Map.of(), REPEATED)).containsExactly("x,y");
    }

    @Test
    void aCallThatGivesNothingSaysSoAndOneForAStrangeKeyRunsNothing() {
        Map<String, Object> given = PropertyMap.builder().set(NOTE, "n").build();
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> mantle.call("Repeat", given, UNSET))
                .withMessageContaining("Unset");
        runs.set(0);
        assertThatIllegalArgumentException().isThrownBy(() -> mantle.call("Repeat", given, STRANGE));
        assertThatIllegalArgumentException().isThrownBy(() -> mantle.call("Repeat", given, WORDS));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mantle.create("Repeat").set(NOTE, "n").call(WORDS));
        assertThat(runs).hasValue(0);
        assertThatExceptionOfType(AlgorithmFailedException.class)
                .isThrownBy(() -> mantle.create("Repeat").set(NOTE, "fail").call(REPEATED));
        assertThatExceptionOfType(InvalidPropertyException.class)
                .isThrownBy(() -> mantle.create("Repeat").call(REPEATED));
    }
}
