package org.mantle.testkit;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Problems;
import org.mantle.framework.property.Property;
import org.mantle.framework.type.PropertyType;
import org.mantle.framework.type.Secret;
import org.mantle.framework.type.StoreMode;
import org.mantle.framework.type.StoredObject;
import org.mantle.validators.Validators;

/** A good algorithm, and one that breaks each requirement and no other. */
final class Samples {

    static final String PASSWORD = "correct horse battery staple";

    static final Property<Integer> NUMBER = Property.integer("Number")
            .defaultValue(3)
            .validator(Validators.between(0, 1000))
            .documentation("A number.")
            .build();
    static final Property<Boolean> TWICE = Property.bool("Twice")
            .defaultValue(false)
            .documentation("Whether to double it.")
            .build();
    static final Property<Integer> EXTRA = Property.integer("Extra")
            .defaultValue(1)
            .validator(Validators.atLeast(1))
            .documentation("What to add when it is doubled.")
            .build();
    static final Property<Secret> WORD =
            Property.secret("Word").documentation("The password.").build();
    static final Property<String> FILE =
            Property.string("File").documentation("Where to write, if at all.").build();
    static final Property<Integer> RESULT = Property.integer("Result")
            .output()
            .mandatory()
            .documentation("The result.")
            .build();

    private Samples() {}

    static Declaration describe(Declaration declaration) {
        return declaration.name("Sample").categories("Tests").summary("Works on a number.");
    }

    /** Keeps to all of the contract; the others change one thing. */
    static class Good extends Algorithm {

        @Override
        protected void declare(Declaration declaration) {
            describe(declaration)
                    .properties(NUMBER, TWICE, EXTRA, WORD, FILE, RESULT)
                    .visibleWhen(Condition.is(TWICE, true), EXTRA);
        }

        @Override
        protected void execute(Context run) throws Exception {
            int number = run.get(NUMBER);
            for (int step = 0; step < number; step++) {
                run.checkCancelled();
                run.progress().report(step + 1, number, "steps", "counting");
            }
            run.set(RESULT, run.get(TWICE) ? 2 * number + run.get(EXTRA) : number);
        }
    }

    /** What is counted. */
    record Counts(List<Integer> each) {}

    /** Takes an object of the host's store, or one that is handed over, and leaves another. */
    static final class LeavesObjects extends Algorithm {
        static final Property<StoredObject<Counts>> INPUT = Property.storedObject("Input", Counts.class, StoreMode.READ)
                .documentation("The counts.")
                .build();
        static final Property<StoredObject<Counts>> REVERSED = Property.storedObject(
                        "Reversed", Counts.class, StoreMode.OPTIONAL_WRITE)
                .documentation("The counts the other way round.")
                .build();

        @Override
        protected void declare(Declaration declaration) {
            describe(declaration).properties(INPUT, REVERSED);
        }

        @Override
        protected void execute(Context run) {
            List<Integer> reversed = new ArrayList<>(run.get(INPUT).get().each());
            Collections.reverse(reversed);
            run.set(REVERSED, run.get(REVERSED).with(new Counts(reversed)));
        }
    }

    /** A declaration that throws. */
    static final class FaultyDeclaration extends Good {
        @Override
        protected void declare(Declaration declaration) {
            declaration.name("Sample").summary("Has no category.");
        }
    }

    /** A declaration that says something else every time. */
    static final class UnsteadyDeclaration extends Good {
        @Override
        protected void declare(Declaration declaration) {
            super.declare(declaration);
            declaration.seeAlso("Other" + System.nanoTime());
        }
    }

    /** No sentence on itself. */
    static final class Undocumented extends Good {
        @Override
        protected void declare(Declaration declaration) {
            super.declare(declaration);
            declaration.properties(Property.bool("Mute").defaultValue(false).build());
        }
    }

    /** A name that no language can write. */
    static final class OddlyNamed extends Good {
        @Override
        protected void declare(Declaration declaration) {
            super.declare(declaration);
            declaration.properties(Property.bool("Bin width")
                    .documentation("A name with a blank.")
                    .build());
        }
    }

    /** A type of numbers, to be broken. */
    static class Celsius implements PropertyType<Double> {

        @Override
        public String word() {
            return "number";
        }

        @Override
        public Double fromText(String text) {
            return Double.valueOf(text);
        }

        @Override
        public String toText(Double value) {
            return value.toString();
        }

        @Override
        public Double fromObject(Object value) {
            if (value instanceof Double number) {
                return number;
            }
            throw new IllegalArgumentException("needs a number");
        }

        @Override
        public JsonObject schema() {
            JsonObject schema = new JsonObject();
            schema.addProperty("type", "string");
            return schema;
        }
    }

    /** A type whose text does not read back. */
    static final class LossyType extends Good {
        private static final Property<Double> TEMPERATURE = Property.of("Temperature", new Celsius() {
                    @Override
                    public String toText(Double value) {
                        return Long.toString(value.longValue());
                    }
                })
                .defaultValue(20.0)
                .documentation("A temperature, whose text loses its decimals.")
                .build();

        @Override
        protected void declare(Declaration declaration) {
            super.declare(declaration);
            declaration.properties(TEMPERATURE);
        }
    }

    /** A schema that refuses a value that the run allows. */
    static final class WrongSchema extends Good {
        private static final Property<Double> TEMPERATURE = Property.of("Temperature", new Celsius() {
                    @Override
                    public JsonObject schema() {
                        JsonObject schema = super.schema();
                        schema.addProperty("maxLength", 3);
                        return schema;
                    }
                })
                .defaultValue(20.0)
                .documentation("A temperature, whose schema has no room for it.")
                .build();

        @Override
        protected void declare(Declaration declaration) {
            super.declare(declaration);
            declaration.properties(TEMPERATURE);
        }
    }

    /** A check that writes a file. */
    static final class WritingCheck extends Good {
        @Override
        protected void validateInputs(Inputs inputs, Problems problems) {
            if (inputs.get(NUMBER) == 7 && inputs.get(FILE).endsWith("written")) {
                try {
                    Files.writeString(Path.of(inputs.get(FILE)), "checked");
                } catch (IOException e) {
                    problems.add(FILE, "cannot be written");
                }
            }
        }
    }

    /** A check that throws. */
    static final class BreakingCheck extends Good {
        @Override
        protected void validateInputs(Inputs inputs, Problems problems) {
            if (100 / inputs.get(NUMBER) < 0) {
                problems.add(NUMBER, "is wrong");
            }
        }
    }

    /** A result other than the example says. */
    static final class WrongResult extends Good {
        @Override
        protected void execute(Context run) {
            run.set(RESULT, run.get(NUMBER) + 1);
        }
    }

    /** Another result every time. */
    static final class Unrepeatable extends Good {
        @Override
        protected void execute(Context run) {
            run.set(RESULT, (int) System.nanoTime());
        }
    }

    /** A result that depends on a hidden input. */
    static final class HeedsTheHidden extends Good {
        @Override
        protected void execute(Context run) {
            run.set(RESULT, run.get(NUMBER) + run.get(EXTRA) - 1);
        }
    }

    /** No look at whether it is cancelled. */
    static final class Deaf extends Good {
        @Override
        protected void execute(Context run) throws InterruptedException {
            run.progress().report(0, "waiting");
            new CountDownLatch(1).await(run.get(NUMBER) == 1000 ? 10 : 0, TimeUnit.MINUTES);
            run.set(RESULT, run.get(NUMBER));
        }
    }

    /** Progress that goes back. */
    static final class BackwardProgress extends Good {
        @Override
        protected void execute(Context run) {
            run.progress().report(0.5, "half");
            run.progress().report(0.25, "less");
            run.set(RESULT, run.get(NUMBER));
        }
    }

    /** A secret in an output. */
    static final class Telltale extends Good {
        @Override
        protected void execute(Context run) throws IOException {
            if (!run.get(FILE).isEmpty()) {
                Files.writeString(
                        Path.of(run.get(FILE)), new String(run.get(WORD).reveal()));
            }
            run.set(RESULT, run.get(NUMBER));
        }
    }

    /** A thread that is left behind. */
    static final class LeavesThreads extends Good {
        @Override
        protected void execute(Context run) {
            leaveThread();
            run.set(RESULT, run.get(NUMBER));
        }
    }

    /** Starts a thread that outlives the run. */
    static void leaveThread() {
        Thread thread = new Thread(() -> {
            try {
                new CountDownLatch(1).await(10, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** Static state. */
    static final class Remembers extends Good {
        private static final List<String> SEEN = new ArrayList<>();

        @Override
        protected void execute(Context run) {
            synchronized (SEEN) {
                SEEN.add("a run");
            }
            run.set(RESULT, run.get(NUMBER));
        }
    }

    /** Gives something else beside another run, which it meets where a look at its static fields finds nothing. */
    static final class Together extends Good {
        @Override
        protected void execute(Context run) throws InterruptedException, TimeoutException {
            run.set(RESULT, run.service(Meeting.class).isAlone() ? run.get(NUMBER) : 0);
        }
    }

    /**
     * Where two runs at the same time meet; a service.
     *
     * @param expected whether another run comes
     */
    record Meeting(boolean expected) {
        private static final Exchanger<String> PLACE = new Exchanger<>();

        boolean isAlone() throws InterruptedException, TimeoutException {
            if (expected) {
                PLACE.exchange("here", 3, TimeUnit.MINUTES);
            }
            return !expected;
        }
    }

    /** A line on the standard output stream. */
    static final class Loud extends Good {
        @Override
        protected void execute(Context run) throws Exception {
            System.out.println("working");
            super.execute(run);
        }
    }
}
