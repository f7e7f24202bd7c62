package org.mantle.cli;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Problems;
import org.mantle.framework.property.Property;
import org.mantle.framework.type.Secret;
import org.mantle.validators.Validators;

/** Small algorithms with every kind of outcome. */
final class SampleAlgorithms implements AlgorithmProvider {

    @Override
    public MethodHandles.Lookup lookup() {
        return MethodHandles.lookup();
    }

    @Override
    public List<Class<? extends Algorithm>> algorithms() {
        return List.of(
                Sum.class,
                FirstSum.class,
                LogInTo.class,
                Jobs.class,
                OneJob.class,
                Sends.class,
                Fails.class,
                Warns.class,
                Waits.class,
                Takes.class,
                Broken.class);
    }

    /** Adds two numbers. */
    static final class Sum extends Algorithm {
        private static final Property<Double> LEFT = Property.number("Left")
                .mandatory()
                .documentation("The number to which the other is added.")
                .build();
        private static final Property<Double> RIGHT = Property.number("Right")
                .defaultValue(1.0)
                .validator(Validators.between(-1000.0, 1000.0))
                .documentation("The number that is added.")
                .unit("mm")
                .group("Fine points")
                .aliases("Addend")
                .build();
        private static final Property<String> NOTE = Property.string("Note")
                .inOut()
                .documentation("Comes back as it went in.")
                .build();
        private static final Property<Double> RESULT =
                Property.number("Result").output().documentation("The sum.").build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("Sum")
                    .version(2)
                    .aliases("Plus")
                    .categories("Arithmetic\\Simple")
                    .summary("Adds two numbers.")
                    .seeAlso("Jobs")
                    .properties(LEFT, RIGHT, NOTE, RESULT);
        }

        @Override
        protected void validateInputs(Inputs in, Problems out) {
            if (in.get(LEFT) == 13) {
                out.add(LEFT, "13 brings bad luck; give another number");
            }
        }

        @Override
        protected void execute(Context run) {
            run.set(RESULT, run.get(LEFT) + run.get(RIGHT));
        }
    }

    /** Adds to one, in the way of old. */
    static final class FirstSum extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            declaration.name("Sum").version(1).categories("Arithmetic").summary("Adds one to a number.");
        }

        @Override
        protected void execute(Context run) {}
    }

    /** Wants a user name and a password. */
    static final class LogInTo extends Algorithm {
        private static final Property<String> USER =
                Property.string("UserName").mandatory().build();
        private static final Property<String> ACTION = Property.string("Action")
                .defaultValue("LogIn")
                .validator(Validators.oneOf("LogIn", "LogOut", "Ping"))
                .documentation("What is done.")
                .build();
        private static final Property<Secret> PASSWORD = Property.secret("Password")
                .documentation("What only the user knows.")
                .build();
        private static final Property<String> SEEN =
                Property.string("Seen").output().build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("LogInTo")
                    .categories("Remote")
                    .summary("Takes a secret and tells how long it is.")
                    .properties(USER, ACTION, PASSWORD, SEEN)
                    .visibleWhen(Condition.is(ACTION, "LogIn"), PASSWORD)
                    .requiredWhen(Condition.is(ACTION, "LogIn"), PASSWORD);
        }

        @Override
        protected void execute(Context run) {
            if (run.get(ACTION).equals("Ping")) {
                return;
            }
            char[] password = run.get(PASSWORD).reveal();
            int sum = 0;
            for (char character : password) {
                sum += character;
            }
            run.set(SEEN, run.get(USER) + ", " + password.length + " characters, sum " + sum);
            Arrays.fill(password, '\0');
        }
    }

    /** Gives lists. */
    static final class Jobs extends Algorithm {
        private static final Property<List<String>> IDS =
                Property.stringList("JobIds").output().build();
        private static final Property<List<String>> STATES =
                Property.stringList("JobStates").output().build();
        private static final Property<List<String>> FILES =
                Property.stringList("Files").output().build();
        private static final Property<String> NONE =
                Property.string("Unset").output().build();
        private static final Property<Integer> COUNT =
                Property.integer("Count").output().build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("Jobs")
                    .categories("Remote")
                    .summary("Lists jobs.")
                    .properties(IDS, STATES, FILES, NONE, COUNT);
        }

        @Override
        protected void execute(Context run) {
            run.set(IDS, List.of("7", "12"));
            run.set(STATES, List.of("Running", "Done\u001b[31m"));
            run.set(FILES, List.of("a.tif", "b.tif", "c.tif"));
            run.set(COUNT, 2);
        }
    }

    /** Gives one job, in lists and alone. */
    static final class OneJob extends Algorithm {
        private static final Property<List<String>> IDS =
                Property.stringList("JobsID").output().build();
        private static final Property<List<String>> NAMES =
                Property.stringList("JobsNames").output().build();
        private static final Property<List<String>> STATUS =
                Property.stringList("JobsStatus").output().build();
        private static final Property<String> NAME =
                Property.string("JobName").output().build();
        private static final Property<String> ONE_STATUS =
                Property.string("JobStatus").output().build();
        private static final Property<String> STATE =
                Property.string("JobState").output().build();
        private static final Property<String> COMMAND =
                Property.string("JobCommand").output().build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("OneJob")
                    .categories("Single")
                    .summary("Shows one job.")
                    .properties(IDS, NAMES, STATUS, NAME, ONE_STATUS, STATE, COMMAND);
        }

        @Override
        protected void execute(Context run) {
            run.set(IDS, List.of("7"));
            run.set(NAMES, List.of("tooth"));
            run.set(STATUS, List.of("Running"));
            run.set(NAME, "tooth");
            run.set(ONE_STATUS, "Running");
            run.set(STATE, "Running");
            run.set(COMMAND, "run tooth");
        }
    }

    /** Has no outputs, and says what it did. */
    static final class Sends extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            declaration.name("Sends").categories("Single").summary("Sends a file.");
        }

        @Override
        protected void execute(Context run) {
            run.progress().report(1.0, "Sent a.nxs (3 bytes)");
        }
    }

    /** Says something to people, for each of many. */
    static final class Warns extends Algorithm {
        private static final Property<Integer> NUMBER =
                Property.integer("Number").defaultValue(0).build();
        private static final Property<Integer> TWICE =
                Property.integer("Twice").output().build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("Warns")
                    .categories("Single")
                    .summary("Warns.")
                    .properties(NUMBER, TWICE)
                    .loopOver(NUMBER);
        }

        @Override
        protected void execute(Context run) {
            run.log().info("begins");
            run.log().warning("is \u001b[31mslow\nerror: or not");
            run.set(TWICE, 2 * run.get(NUMBER));
        }
    }

    /** Runs and fails. */
    static final class Fails extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            declaration.name("Fails").categories("Remote").summary("Always fails.");
        }

        @Override
        protected void execute(Context run) throws IOException {
            throw new IOException("the service at localhost does not answer; is it running?");
        }
    }

    /** Waits until it is cancelled, and leaves a file that says that it was told. */
    static final class Waits extends Algorithm {
        private static final Property<String> STARTED =
                Property.string("StartedFile").mandatory().build();
        private static final Property<String> CANCELLED =
                Property.string("CancelledFile").mandatory().build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("Waits")
                    .categories("Remote")
                    .summary("Waits for its end.")
                    .properties(STARTED, CANCELLED);
        }

        @Override
        protected void execute(Context run) throws IOException, InterruptedException {
            CountDownLatch cancelled = new CountDownLatch(1);
            run.onCancel(cancelled::countDown);
            run.progress().report(5, 10, "steps", "waiting");
            Files.writeString(Path.of(run.get(STARTED)), "started");
            cancelled.await();
            run.log().warning("what it began goes on");
            Files.writeString(Path.of(run.get(CANCELLED)), "cancelled");
            run.checkCancelled();
        }
    }

    /** Takes lists. */
    static final class Takes extends Algorithm {
        private static final Property<List<Double>> NUMBERS =
                Property.numberList("Numbers").build();
        private static final Property<List<String>> TEXTS =
                Property.stringList("Texts").build();
        private static final Property<String> TEXT = Property.string("Text").build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("Takes")
                    .categories("Samples")
                    .summary("Takes lists.")
                    .properties(NUMBERS, TEXTS, TEXT);
        }

        @Override
        protected void execute(Context run) {}
    }

    /** Cannot be declared. */
    static final class Broken extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            declaration.name("Broken").summary("Has no category.");
        }

        @Override
        protected void execute(Context run) {}
    }
}
