package org.mantle.reconstruction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens, a run ends in one line. */
class UnexpectedFailureTests {

    @TempDir
    private Path temp;

    /** Returns the line that a run ends in when something is thrown in the midst of it. */
    private String lineOf(Throwable thrown) {
        PrintStream out = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8) {
            @Override
            public void println(String text) {
                UnexpectedFailureTests.<RuntimeException>raise(thrown);
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Reconstruct.run(
                List.of(Ran.data("i13-24737-rows96-103.nxs").toString(), "--output", temp.toString()),
                out,
                new PrintStream(err, false, StandardCharsets.UTF_8));
        assertThat(code).isEqualTo(1);
        String text = err.toString(StandardCharsets.UTF_8);
        assertThat(text.lines()).hasSize(1);
        return text;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> void raise(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void anyExceptionIsTold() {
        assertThat(lineOf(new ArrayIndexOutOfBoundsException("index 96\nout of bounds")))
                .startsWith(
                        "error: the program cannot go on (java.lang.ArrayIndexOutOfBoundsException: index 96 out of bounds")
                .contains("org.mantle.reconstruction.UnexpectedFailureTests.anyExceptionIsTold(", "report this line");
        assertThat(lineOf(new IllegalStateException())).contains("java.lang.IllegalStateException");
        assertThat(lineOf(new StackOverflowError())).contains("java.lang.StackOverflowError");
        assertThat(lineOf(new NoClassDefFoundError("x/Y"))).contains("x/Y");
    }

    @Test
    void aLackOfMemoryIsToldApartFromALackOfThreads() {
        assertThat(lineOf(new OutOfMemoryError("Java heap space"))).contains("not enough memory", "-Xmx");
        assertThat(lineOf(new IllegalStateException(new OutOfMemoryError("Map failed"))))
                .contains("not enough memory");
        assertThat(lineOf(new OutOfMemoryError(
                        "unable to create native thread: possibly out of memory or limits reached")))
                .contains("no more threads", "--threads");
    }

    @Test
    void aFileThatBecomesShorterIsToldAsSuch() {
        assertThat(lineOf(new InternalError("a fault occurred in an unsafe memory access operation")))
                .contains("became shorter");
    }

    @ParameterizedTest
    @MethodSource
    void whatTheSystemSaysIsToldInWords(IOException thrown, String words) {
        assertThat(lineOf(thrown))
                .startsWith("error: a file cannot be read or written: " + words)
                .doesNotContain("Exception", "/some/where");
    }

    static Stream<Arguments> whatTheSystemSaysIsToldInWords() {
        String path = "/some/where";
        return Stream.of(
                Arguments.of(new NoSuchFileException(path), "there is no such file or folder"),
                Arguments.of(new AccessDeniedException(path), "permission denied"),
                Arguments.of(new FileAlreadyExistsException(path), "there is a file in its place"),
                Arguments.of(new DirectoryNotEmptyException(path), "there is a folder in its place"),
                Arguments.of(new FileSystemException(path, null, "No space left on device"), "No space left on device"),
                Arguments.of(new FileSystemException(path), "the system gives no reason"),
                Arguments.of(new ClosedChannelException(), "it was closed before its end"),
                Arguments.of(new IOException(), "the system gives no reason"));
    }

    @Test
    void aNameWithALineBreakStaysInOneLine() throws Exception {
        Path file = temp.resolve("a\nb.nxs");
        Files.writeString(file, "not a scan");
        assertThat(Ran.run(file, temp.resolve("out")).err().lines()).hasSize(1);
    }
}
