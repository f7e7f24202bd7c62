package org.mantle.app;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.mantle.gateway.GatewayUsers;

/**
 * Runs the common commands once in one JVM, so that the build can list and archive the classes that they load ({@code
 * -XX:DumpLoadedClassList}) and every later start finds them ready. They are run as {@link Main} runs them: what is archived of a lambda
 * belongs to the very place where it is made.
 */
final class ClassDataTraining {

    /** What a program in Python asks first. */
    private static final List<String> CALLS = List.of(
            "{\"id\": 1, \"call\": \"names\"}",
            "{\"id\": 2, \"call\": \"describe\", \"algorithm\": \"Echo\"}",
            "{\"id\": 3, \"call\": \"run\", \"algorithm\": \"Echo\", \"inputs\": {\"Text\": \"a\"}}");

    private ClassDataTraining() {}

    /** Runs the commands, whose home is that of the environment: it must not be there, is made for this, and is deleted at the end. */
    public static void main(String[] unused) throws IOException, InterruptedException {
        if (ReadableClassPath.isNeeded()) {
            // no archive fits the loader that is used there
            return;
        }
        Path home = Main.home().folder();
        Path mark = home.resolve("of-the-training");
        if (Files.exists(mark)) {
            // of one that was broken off
            Folders.delete(home);
        }
        // nobody's own
        Files.createDirectory(home);
        Files.createFile(mark);
        try {
            System.setIn(InputStream.nullInputStream());
            Main.openJars();
            for (List<String> command : List.of(
                    List.of("list"),
                    List.of("search", "tomography"),
                    List.of("describe", "SCARFTomoReconstruction"),
                    List.of("describe", "SCARFTomoReconstruction", "--json"),
                    // nobody serves the discard port: the HTTP client is loaded and gives up at once
                    List.of("resources", "add", "SCARF@STFC", "http://127.0.0.1:9/platform/"),
                    List.of("resources", "list"),
                    List.of("jobs"),
                    List.of("run", "SCARFTomoReconstruction", "UserName=nobody", "Action=Ping"),
                    List.of("run", "SCARFTomoReconstruction", "UserName=nobody", "Action=JobStatus", "--json"),
                    List.of("history"),
                    List.of("host"))) {
                Main.run(command.toArray(String[]::new));
            }
            serveProgram();
            // the gateway's database, which the quickstart opens as well
            GatewayUsers.open(home.resolve("gateway"), false).list();
        } finally {
            Folders.delete(home);
        }
    }

    /** Serves a program that ends when it has its answers. */
    private static void serveProgram() throws IOException, InterruptedException {
        CountDownLatch unanswered = new CountDownLatch(CALLS.size());
        StringBuilder messages = new StringBuilder();
        CALLS.forEach(call -> messages.append('\u001e').append(call).append('\n'));
        InputStream calls = new ByteArrayInputStream(messages.toString().getBytes(StandardCharsets.US_ASCII));
        HostCommand.serve(
                Main.home(),
                System.getenv(),
                new SequenceInputStream(calls, new EndWhenAnswered(unanswered)),
                new AnswerLines(unanswered));
    }

    /** Has no bytes, and ends when all is answered. */
    private static final class EndWhenAnswered extends InputStream {

        private final CountDownLatch unanswered;

        EndWhenAnswered(CountDownLatch unanswered) {
            this.unanswered = unanswered;
        }

        @Override
        public int read(byte[] into, int from, int count) throws IOException {
            return read();
        }

        @Override
        public int read() throws IOException {
            try {
                unanswered.await();
                return -1;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
        }
    }

    /** Counts answers, which are lines. */
    private static final class AnswerLines extends OutputStream {

        private final CountDownLatch unanswered;

        AnswerLines(CountDownLatch unanswered) {
            this.unanswered = unanswered;
        }

        @Override
        public void write(int letter) {
            if (letter == '\n') {
                unanswered.countDown();
            }
        }
    }
}
