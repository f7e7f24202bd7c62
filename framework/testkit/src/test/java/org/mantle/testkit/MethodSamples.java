package org.mantle.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.mantle.framework.algorithm.AlgorithmMethod;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Input;
import org.mantle.framework.algorithm.Output;
import org.mantle.framework.algorithm.Progress;
import org.mantle.framework.type.Secret;

/** Good annotated methods, and for each requirement that a method can break one that does. */
final class MethodSamples {

    private static final String NUMBER = "A number.";
    private static final String RESULT = "The result.";
    private static final String SUMMARY = "Works on a number.";

    private MethodSamples() {}

    /** Keep to all of the contract. */
    static final class Good {

        /** Inputs as a record. */
        record Numbers(
                @Input(documentation = NUMBER, defaultValue = "3")
                int number,

                @Input(documentation = "Another number.", defaultValue = "0")
                long other) {}

        /** Outputs as a record. */
        record Answer(
                @Output(documentation = RESULT) long result,

                @Output(documentation = "How long the word is.")
                int length) {}

        @AlgorithmMethod(name = "Sample", categories = "Tests", summary = SUMMARY)
        static Answer count(
                Context run,
                Numbers numbers,
                @Input(name = "Word", documentation = "The password.", optional = true) Secret word,
                Progress progress) {
            for (int step = 0; step < numbers.number(); step++) {
                run.checkCancelled();
                progress.report(step + 1, numbers.number(), "steps", "counting");
            }
            return new Answer(numbers.number() + numbers.other(), word.reveal().length);
        }

        @AlgorithmMethod(name = "Greeting", categories = "Tests", summary = "Greets.")
        @Output(name = "Greeting", documentation = "The greeting.")
        static String greetBriefly() {
            return "Hello";
        }

        @AlgorithmMethod(name = "Greeting", version = 2, categories = "Tests", summary = "Greets.")
        @Output(name = "Greeting", documentation = "The greeting.")
        static String greet(@Input(name = "Name", documentation = "Whom to greet.", defaultValue = "you") String name)
                throws IOException {
            if (name.isEmpty()) {
                throw new IOException("there is nobody to greet");
            }
            return "Hello " + name;
        }
    }

    /** A method that belongs to an instance. */
    static final class NotStatic {
        @AlgorithmMethod(name = "Sample", categories = "Tests", summary = SUMMARY)
        int result() {
            return 3;
        }
    }

    /** A method without a sentence on itself. */
    static final class Undocumented {
        @AlgorithmMethod(name = "Sample", categories = "Tests", summary = SUMMARY)
        static int result() {
            return 3;
        }
    }

    /** A method whose input has a name that no language can write. */
    static final class OddlyNamed {
        @AlgorithmMethod(name = "Sample", categories = "Tests", summary = SUMMARY)
        @Output(documentation = RESULT)
        static int result(@Input(name = "Bin width", documentation = NUMBER, defaultValue = "3") int width) {
            return width;
        }
    }

    /** A method without inputs and outputs. */
    static final class Plain {
        @AlgorithmMethod(name = "Sample", categories = "Tests", summary = SUMMARY)
        @Output(documentation = RESULT)
        static int result(@Input(name = "Number", documentation = NUMBER, defaultValue = "3") int number) {
            return number;
        }
    }

    /** A method that gives something else every time. */
    static final class Unrepeatable {
        @AlgorithmMethod(name = "Sample", categories = "Tests", summary = SUMMARY)
        @Output(documentation = RESULT)
        static long result() {
            return System.nanoTime();
        }
    }

    /** A method that does not look whether it is cancelled. */
    static final class Deaf {
        @AlgorithmMethod(name = "Sample", categories = "Tests", summary = SUMMARY)
        @Output(documentation = RESULT)
        static int result(
                Progress progress, @Input(name = "Number", documentation = NUMBER, defaultValue = "3") int number)
                throws InterruptedException {
            progress.report(0, "waiting");
            new CountDownLatch(1).await(number == 1000 ? 10 : 0, TimeUnit.MINUTES);
            return number;
        }
    }

    /** A method whose progress goes back. */
    static final class Backward {
        @AlgorithmMethod(name = "Sample", categories = "Tests", summary = SUMMARY)
        @Output(documentation = RESULT)
        static int result(Progress progress) {
            progress.report(0.5, "half");
            progress.report(0.25, "less");
            return 3;
        }
    }

    /** A method that gives its secret away. */
    static final class Telltale {
        @AlgorithmMethod(name = "Sample", categories = "Tests", summary = SUMMARY)
        @Output(documentation = RESULT)
        static int result(
                @Input(name = "Word", documentation = "The password.") Secret word,
                @Input(name = "File", documentation = "Where to write.") String file)
                throws IOException {
            Files.writeString(Path.of(file), new String(word.reveal()));
            return 3;
        }
    }

    /** A method that leaves a thread behind. */
    static final class LeavesThreads {
        @AlgorithmMethod(name = "Sample", categories = "Tests", summary = SUMMARY)
        @Output(documentation = RESULT)
        static int result() {
            Samples.leaveThread();
            return 3;
        }
    }

    /** A method with static state. */
    static final class Remembers {
        private static final List<String> SEEN = new ArrayList<>();

        @AlgorithmMethod(name = "Sample", categories = "Tests", summary = SUMMARY)
        @Output(documentation = RESULT)
        static int result() {
            synchronized (SEEN) {
                SEEN.add("a run");
            }
            return 3;
        }
    }

    /** A method that disturbs one that runs beside it. */
    static final class Together {
        @AlgorithmMethod(name = "Sample", categories = "Tests", summary = SUMMARY)
        @Output(documentation = RESULT)
        static int result(Context run) throws InterruptedException, TimeoutException {
            return run.service(Samples.Meeting.class).isAlone() ? 3 : 0;
        }
    }

    /** A method that prints. */
    static final class Loud {
        @AlgorithmMethod(name = "Sample", categories = "Tests", summary = SUMMARY)
        @Output(documentation = RESULT)
        static int result() {
            System.out.println("working");
            return 3;
        }
    }
}
