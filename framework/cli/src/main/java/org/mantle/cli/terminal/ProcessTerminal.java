package org.mantle.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The terminal of this process.
 *
 * <p>The JDK's console is of no use here: in old versions there is one only when both standard input and standard output are a
 * terminal, so that no question could be asked while the results go to a file; in new ones there is always one.
 */
final class ProcessTerminal implements Terminal {

    static final int USUAL_WIDTH = 100;
    private static final int LEAST_WIDTH = 20;
    private static final int LONGEST_LINE = 64 * 1024;

    private final Map<String, String> environment;
    private final AtomicBoolean isAsking = new AtomicBoolean();

    ProcessTerminal(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public boolean canPrompt() {
        return isTerminal(0) && isTerminal(2);
    }

    @Override
    public boolean showsOutput() {
        return isTerminal(1);
    }

    @Override
    public boolean showsErrors() {
        return isTerminal(2);
    }

    private static boolean isTerminal(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        if (!Files.isSymbolicLink(link)) {
            return isTerminalByTest(descriptor);
        }
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | InvalidPathException e) {
            return false;
        }
    }

    /** Asks where there is no {@code /proc}. */
    private static boolean isTerminalByTest(int descriptor) {
        try {
            return new ProcessBuilder("test", "-t", Integer.toString(descriptor))
                            .inheritIO()
                            .start()
                            .waitFor()
                    == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public int width() {
        int told = number(environment.getOrDefault("COLUMNS", ""));
        if (told > 0) {
            return Math.max(told, LEAST_WIDTH);
        }
        if (!showsOutput() && !showsErrors()) {
            return USUAL_WIDTH;
        }
        try {
            String size = Stty.call("size").strip();
            int columns = number(size.substring(size.indexOf(' ') + 1));
            return columns > 0 ? Math.max(columns, LEAST_WIDTH) : USUAL_WIDTH;
        } catch (IOException e) {
            return USUAL_WIDTH;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL_WIDTH;
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    @Override
    public Optional<String> readLine(String prompt) throws IOException {
        Thread hook = new Thread(this::endLine, "mantle-line");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending, and nobody can be asked any more
            return Optional.empty();
        }
        try {
            showPrompt(prompt);
            Optional<char[]> typed = readInput();
            // whoever answers ends the line
            isAsking.compareAndSet(typed.isPresent(), false);
            return typed.map(characters -> {
                String line = new String(characters);
                Arrays.fill(characters, '\0');
                return line;
            });
        } finally {
            endLine();
            remove(hook);
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending, and the hook finds its work done
        }
    }

    @Override
    public Optional<char[]> readSecret(String prompt) throws IOException, InterruptedException {
        HiddenTyping hidden = HiddenTyping.begin(() -> showPrompt(prompt), this::endLine);
        try (hidden) {
            // only now, so that nothing that is typed after it can be seen
            showPrompt(prompt);
            return readInput();
        }
    }

    @Override
    public synchronized void endLine() {
        if (isAsking.getAndSet(false)) {
            System.err.println();
            System.err.flush();
        }
    }

    private synchronized void showPrompt(String prompt) {
        isAsking.set(true);
        System.err.print(prompt);
        System.err.flush();
    }

    /** Reads single bytes, so that nothing beyond the line is taken from standard input. */
    private static Optional<char[]> readInput() throws IOException {
        InputStream in = System.in;
        byte[] line = new byte[256];
        int length = 0;
        int next = in.read();
        if (next < 0) {
            return Optional.empty();
        }
        for (; next >= 0 && next != '\n' && length < LONGEST_LINE; next = in.read()) {
            if (length == line.length) {
                byte[] longer = Arrays.copyOf(line, 2 * length);
                Arrays.fill(line, (byte) 0);
                line = longer;
            }
            line[length++] = (byte) next;
        }
        CharBuffer characters = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(line, 0, length));
        Arrays.fill(line, (byte) 0);
        char[] result = new char[characters.remaining()];
        characters.get(result);
        Arrays.fill(characters.array(), '\0');
        return Optional.of(result);
    }
}
