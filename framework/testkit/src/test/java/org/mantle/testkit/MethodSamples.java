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
        record Numbers(
                @Input(documentation = NUMBER, defaultValue = "3")
                int number,

                @Input(documentation = "Another number.", defaultValue = "0")
                long other) {}

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

    static final class NotStatic {
        @AlgorithmMethod(name = "Sample", categories = "Tests", summary = SUMMARY)
        int result() {
            return 3;
        }
    }

    static final class Undocumented {
        @AlgorithmMethod(name = "Sample", categories = "Tests", summary = SUMMARY)
        static int result() {
            return 3;
        }
    }

    static final class OddlyNamed {
        @AlgorithmMethod(name = "Sample", categories = "Tests", summary = SUMMARY)
        @Output(documentation = RESULT)
        static int result(@Input(name = "Bin width", documentation = NUMBER, defaultValue = "3") int width) {
            return width;
        }
    }

    static final class Plain {
        @AlgorithmMethod(name = "Sample", categories = "Tests", summary = SUMMARY)
        @Output(documentation = RESULT)
        static int result(@Input(name = "Number", documentation = NUMBER, defaultValue = "3") int number) {
            return number;
        }
    }

    static final class Unrepeatable {
        @AlgorithmMethod(name = "Sample", categories = "Tests", summary = SUMMARY)
        @Output(documentation = RESULT)
        static long result() {
            return System.nanoTime();
        }
    }

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

    static final class Backward {
        @AlgorithmMethod(name = "Sample", categories = "Tests", summary = SUMMARY)
        @Output(documentation = RESULT)
        static int result(Progress progress) {
            progress.report(0.5, "half");
            progress.report(0.25, "less");
            return 3;
        }
    }

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

    static final class LeavesThreads {
        @AlgorithmMethod(name = "Sample", categories = "Tests", summary = SUMMARY)
        @Output(documentation = RESULT)
        static int result() {
            Samples.leaveThread();
            return 3;
        }
    }

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

    static final class Together {
        @AlgorithmMethod(name = "Sample", categories = "Tests", summary = SUMMARY)
        @Output(documentation = RESULT)
        static int result(Context run) throws InterruptedException, TimeoutException {
            return run.service(Samples.Meeting.class).isAlone() ? 3 : 0;
        }
    }

    static final class Loud {
        @AlgorithmMethod(name = "Sample", categories = "Tests", summary = SUMMARY)
        @Output(documentation = RESULT)
        static int result() {
            System.out.println("working");
            return 3;
        }
    }
}
