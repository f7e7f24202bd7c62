package org.mantle.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.UnknownPropertyException;
import org.mantle.framework.run.UnknownAlgorithmException;
import org.mantle.framework.testing.TestHosts;
import org.mantle.validators.Validators;

/** What is left of an exception that went through Java's serialisation, as between the machines of a cluster. */
class SerialFormTests {

    static final class Chooses extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Chooses")
                    .properties(Property.string("Colour")
                            .validator(Validators.oneOf("red", "green"))
                            .mandatory()
                            .build());
        }

        @Override
        protected void execute(Context run) {}
    }

    private final Mantle mantle = TestHosts.host(Chooses.class);

    @SuppressWarnings("unchecked") // what is written is read
    private static <T> T sent(T object) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (T) in.readObject();
        }
    }

    private static InvalidPropertyException refusal(Runnable run) {
        return catchThrowableOfType(InvalidPropertyException.class, run::run);
    }

    @Test
    void aRefusalKeepsItsProblems() throws Exception {
        InvalidPropertyException here = refusal(() -> mantle.run("Chooses", Map.of("Colour", "gren", "Size", 1)));
        InvalidPropertyException there = sent(here);
        assertThat(there.problems()).isEqualTo(here.problems()).hasSize(2);
        assertThat(there.problems().get(1).nearest()).contains("green");
        assertThat(there).hasMessage(here.getMessage());
        assertThat(sent(there).problems()).isEqualTo(here.problems());
    }

    @Test
    void anUnknownPropertyStaysOne() throws Exception {
        InvalidPropertyException here = refusal(() -> mantle.create("Chooses").setProperty("Color", "red"));
        InvalidPropertyException there = sent(here);
        assertThat(there).isInstanceOf(UnknownPropertyException.class).hasMessage(here.getMessage());
        assertThat(there.problems()).extracting(Problem::allowed).containsExactly(List.of("Colour"));
    }

    @Test
    void anUnknownAlgorithmKeepsTheNearestName() throws Exception {
        UnknownAlgorithmException here = catchThrowableOfType(
                UnknownAlgorithmException.class, () -> mantle.registry().get("Choses"));
        assertThat(sent(here).nearest()).isEqualTo(here.nearest()).contains("Chooses");
        assertThat(sent(here).name()).isEqualTo("Choses");
    }
}
