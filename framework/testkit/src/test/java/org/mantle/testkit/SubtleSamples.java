package org.mantle.testkit;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Problems;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.testkit.probe.Carrier;

/** Algorithms that break a requirement in a way that a less careful look would miss. */
final class SubtleSamples {

    /** Holds when TWICE and NUMBER have their defaults, by every kind of condition. */
    private static final Condition AS_DECLARED = Condition.isDefault(Samples.NUMBER)
            .xor(Condition.is(Samples.TWICE, true))
            .and(Condition.is(Samples.TWICE, true).not())
            .and(Condition.isDefault(Samples.NUMBER)
                    .xor(Condition.is(Samples.TWICE, false))
                    .not())
            .or(Condition.is(Samples.TWICE, true));

    private SubtleSamples() {}

    /** A count in a static field. */
    static final class StaticCount extends Samples.Good {
        private static int count = 0;

        @Override
        protected void execute(Context run) throws Exception {
            synchronized (StaticCount.class) {
                count++;
            }
            super.execute(run);
        }

        static synchronized int count() {
            return count;
        }
    }

    /** State in a class inside. */
    static final class InnerState extends Samples.Good {
        /** The class inside, with the state. */
        private static final class Seen {
            private static final List<String> RUNS = new ArrayList<>();
        }

        static List<String> runs() {
            return Seen.RUNS;
        }
    }

    /** State for a class below to inherit. */
    static class State extends Samples.Good {
        private static final StringBuilder SEEN = new StringBuilder();

        static String seen() {
            return SEEN.toString();
        }
    }

    /** State that is inherited. */
    static final class InheritedState extends State {}

    /** Progress beyond 1. */
    static final class BeyondTheEnd extends Samples.Good {
        @Override
        protected void execute(Context run) {
            run.progress().report(run.get(Samples.NUMBER) + 1, run.get(Samples.NUMBER), "steps", "counting");
            run.set(Samples.RESULT, run.get(Samples.NUMBER));
        }
    }

    /** Gives two children the same range. */
    static final class ChildrenInOneRange extends Samples.Good {
        @Override
        protected void execute(Context run) {
            AlgorithmInstance first = run.createChild(Carrier.NAME, 0.5, 1);
            AlgorithmInstance second = run.createChild(Carrier.NAME, 0, 0.5);
            run.set(Samples.RESULT, first.equals(second) ? 0 : run.get(Samples.NUMBER));
        }
    }

    /** Has a property that does not count, by a condition of all kinds, and heeds it. */
    static final class HeedsTheHidden extends Samples.Good {
        @Override
        protected void declare(Declaration declaration) {
            Samples.describe(declaration)
                    .properties(Samples.NUMBER, Samples.TWICE, Samples.EXTRA, Samples.RESULT)
                    .visibleWhen(AS_DECLARED.not(), Samples.EXTRA);
        }

        @Override
        protected void execute(Context run) {
            run.set(Samples.RESULT, run.get(Samples.NUMBER) + run.get(Samples.EXTRA) - 1);
        }
    }

    /** Has a property that counts, by a condition of all kinds, and heeds it, as it should. */
    static final class HeedsTheVisible extends Samples.Good {
        @Override
        protected void declare(Declaration declaration) {
            Samples.describe(declaration)
                    .properties(Samples.NUMBER, Samples.TWICE, Samples.EXTRA, Samples.RESULT)
                    .visibleWhen(AS_DECLARED, Samples.EXTRA);
        }

        @Override
        protected void execute(Context run) {
            run.set(Samples.RESULT, run.get(Samples.NUMBER) + run.get(Samples.EXTRA) - 1);
        }
    }

    /** Runs once for each number that it is given. */
    static final class Looped extends Samples.Good {
        @Override
        protected void declare(Declaration declaration) {
            super.declare(declaration);
            declaration.loopOver(Samples.NUMBER);
        }
    }

    /** Looks at nothing in a certain run, which need not be the first. */
    static final class LoopedDeaf extends Samples.Good {
        @Override
        protected void declare(Declaration declaration) {
            super.declare(declaration);
            declaration.loopOver(Samples.NUMBER);
        }

        @Override
        protected void execute(Context run) throws Exception {
            if (run.get(Samples.NUMBER) == 1000) {
                run.progress().report(0, "waiting");
                new CountDownLatch(1).await(10, TimeUnit.MINUTES);
            }
            super.execute(run);
        }
    }

    /** Goes back in its second run. */
    static final class LoopedBackward extends Samples.Good {
        @Override
        protected void declare(Declaration declaration) {
            super.declare(declaration);
            declaration.loopOver(Samples.NUMBER);
        }

        @Override
        protected void execute(Context run) {
            run.progress().report(0.5, "half");
            run.progress().report(run.get(Samples.NUMBER) == 5 ? 0.25 : 0.75, "more or less");
            run.set(Samples.RESULT, run.get(Samples.NUMBER));
        }
    }

    /** May run once for each list of numbers, and is given one list. */
    static final class LoopedLists extends Samples.Good {
        private static final Property<List<Integer>> NUMBERS =
                Property.integerList("Numbers").documentation("More numbers.").build();

        @Override
        protected void declare(Declaration declaration) {
            super.declare(declaration);
            declaration.properties(NUMBERS).loopOver(NUMBERS);
        }
    }

    /** A line on the standard error stream. */
    static final class LoudError extends Samples.Good {
        @Override
        protected void execute(Context run) throws Exception {
            System.err.println("working");
            super.execute(run);
        }
    }

    /** Writes what is there already, so that only the time of the file tells. */
    static final class Rewriting extends Samples.Good {
        @Override
        protected void validateInputs(Inputs inputs, Problems problems) {
            try {
                Path file = Path.of(inputs.get(Samples.FILE));
                if (Files.isRegularFile(file)) {
                    Files.write(file, Files.readAllBytes(file));
                }
            } catch (IOException | InvalidPathException e) {
                problems.add(Samples.FILE, "cannot be written");
            }
        }
    }

    /** An alias that no language can write. */
    static final class OddAlias extends Samples.Good {
        @Override
        protected void declare(Declaration declaration) {
            super.declare(declaration);
            declaration.aliases("Old-Sample");
        }
    }

    /** A type whose JSON does not read back. */
    static final class LossyJson extends Samples.Good {
        private static final Property<Double> TEMPERATURE = Property.of("Temperature", new Samples.Celsius() {
                    @Override
                    public JsonElement toJson(Double value) {
                        return new JsonPrimitive(Long.toString(value.longValue()));
                    }
                })
                .defaultValue(20.5)
                .documentation("A temperature, whose JSON loses its decimals.")
                .build();

        @Override
        protected void declare(Declaration declaration) {
            super.declare(declaration);
            declaration.properties(TEMPERATURE);
        }
    }
}
