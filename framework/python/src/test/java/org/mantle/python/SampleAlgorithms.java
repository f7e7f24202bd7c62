package org.mantle.python;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmMethod;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.algorithm.Input;
import org.mantle.framework.algorithm.Output;
import org.mantle.framework.algorithm.Progress;
import org.mantle.framework.property.Property;
import org.mantle.framework.type.Registration;
import org.mantle.framework.type.Secret;
import org.mantle.framework.type.StoreMode;
import org.mantle.framework.type.StoredObject;

/** Algorithms that do what a program in Python has to stand. */
public final class SampleAlgorithms implements AlgorithmProvider {

    public SampleAlgorithms() {}

    @Override
    public MethodHandles.Lookup lookup() {
        return MethodHandles.lookup();
    }

    @Override
    public List<Class<? extends Algorithm>> algorithms() {
        return List.of(Keep.class);
    }

    @Override
    public List<Class<?>> methods() {
        return List.of(Methods.class);
    }

    /** Leaves an object. */
    static final class Keep extends Algorithm {

        static final Property<StoredObject<String>> OBJECT =
                Property.storedObject("Object", String.class, StoreMode.WRITE).build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("Keep")
                    .categories("Tests")
                    .summary("Leaves an object.")
                    .properties(OBJECT);
        }

        @Override
        protected void execute(Context run) {
            run.set(OBJECT, StoredObject.of("an object"));
        }
    }

    /** The algorithms. */
    static final class Methods {

        private Methods() {}

        /** Several outputs. */
        record Parts(
                @Output(documentation = "The sum.") double sum,
                @Output(documentation = "The note.") String said,
                @Output(documentation = "The numbers.") List<Double> numbers) {}

        @AlgorithmMethod(name = "Nothing", categories = "Tests", summary = "Does nothing.", aliases = "Nil")
        static void nothing() {}

        @AlgorithmMethod(name = "Sum", categories = "Tests", summary = "Adds two numbers.")
        static Parts sumOfOne(@Input(name = "Left", documentation = "A number.", defaultValue = "1") double left) {
            return new Parts(left + 1, "version 1", List.of(left));
        }

        @AlgorithmMethod(name = "Sum", version = 2, categories = "Tests", summary = "Adds two numbers.")
        static Parts sum(
                @Input(name = "Right", documentation = "Another number.", defaultValue = "1") double right,
                @Input(name = "Left", documentation = "A number.", max = 1e300) double left,
                @Input(name = "Note", documentation = "A note.", optional = true) String note)
                throws IOException {
            if (left == 13) {
                throw new IOException("13 brings bad luck");
            }
            return new Parts(left + right, note, List.of(left, right));
        }

        @AlgorithmMethod(name = "Same", categories = "Tests", summary = "Gives back a list of numbers.")
        @Output(name = "Result", documentation = "The numbers.")
        static List<Double> same(@Input(name = "Values", documentation = "The numbers.") List<Double> values) {
            return values;
        }

        @AlgorithmMethod(name = "Count", categories = "Tests", summary = "Counts letters.")
        @Output(name = "Letters", documentation = "How many there are.")
        static int count(@Input(name = "Text", documentation = "The text.") String text) {
            return text.codePointCount(0, text.length());
        }

        @AlgorithmMethod(name = "Moment", categories = "Tests", summary = "Gives back a date.")
        @Output(name = "Result", documentation = "The date.")
        static OffsetDateTime moment(
                @Input(name = "At", documentation = "A date.", defaultValue = "2026-01-02T03:04:05+02:00")
                        OffsetDateTime at) {
            return at;
        }

        @AlgorithmMethod(name = "Big", categories = "Tests", summary = "Takes a whole number.")
        @Output(name = "Result", documentation = "The number.")
        static long big(@Input(name = "Number", documentation = "The number.") long number) {
            return number;
        }

        @AlgorithmMethod(name = "LogInTo", categories = "Tests", summary = "Takes a secret.")
        @Output(name = "Length", documentation = "How long it is.")
        static int logIn(
                @Input(name = "UserName", documentation = "Who.") String user,
                @Input(name = "Password", documentation = "The password.") Secret password) {
            return password.reveal().length;
        }

        /** The name is one that Python cannot use as it is, and so are those of the inputs. */
        @AlgorithmMethod(name = "lambda", categories = "Tests", summary = "Has names that Python needs itself.")
        @Output(name = "Result", documentation = "What was given.")
        static String keywords(
                @Input(name = "class", documentation = "A class.", optional = true) String kind,
                @Input(name = "Progress", documentation = "No listener.", optional = true) String progress,
                @Input(name = "self", documentation = "A self.", optional = true) String self,
                @Input(name = "My Prop", documentation = "Two words.", optional = true) String words) {
            return kind + "/" + progress + "/" + self + words;
        }

        @AlgorithmMethod(name = "Slow", categories = "Tests", summary = "Takes a while, and may be cancelled.")
        @Output(name = "Steps", documentation = "How many steps it took.")
        static int slow(
                Context run,
                Progress progress,
                @Input(name = "Seconds", documentation = "How long.", defaultValue = "60") double seconds)
                throws InterruptedException {
            CountDownLatch cancelled = new CountDownLatch(1);
            int steps = (int) Math.max(1, seconds * 20);
            run.log().info("begins");
            Registration registration = run.onCancel(cancelled::countDown);
            for (int step = 0; step < steps; step++) {
                progress.report(step, steps, "steps", "step " + step);
                if (cancelled.await(50, TimeUnit.MILLISECONDS)) {
                    run.checkCancelled();
                }
            }
            registration.close();
            run.log().warning("ends");
            return steps;
        }

        /** Waits for something that nobody gives it. */
        @AlgorithmMethod(name = "Deaf", categories = "Tests", summary = "Looks at no cancellation.")
        static void deaf() {
            CountDownLatch never = new CountDownLatch(1);
            while (true) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    // deaf
                }
            }
        }

        @AlgorithmMethod(name = "Talk", categories = "Tests", summary = "Says something in every way.")
        static void talk(Context run) {
            System.out.println("printed by an algorithm");
            run.log().info("said to the log");
        }

        @AlgorithmMethod(name = "EndHost", categories = "Tests", summary = "Ends the process of the host.")
        static void endHost(@Input(name = "Code", documentation = "The exit code.", defaultValue = "7") int code) {
            System.err.println("about to end");
            Runtime.getRuntime().halt(code);
        }
    }
}
