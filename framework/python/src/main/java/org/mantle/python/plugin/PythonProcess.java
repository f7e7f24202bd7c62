package org.mantle.python.plugin;

import com.google.gson.JsonObject;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mantle.python.wire.MalformedMessageException;
import org.mantle.python.wire.MessageReader;
import org.mantle.python.wire.MessageWriter;

/**
 * A process that has imported one plugin, and takes one call at a time. It ends with this JVM, and with it all that it has started.
 *
 * <p>Used by one thread at a time, except {@link #wake} and {@link #kill}.
 */
final class PythonProcess {

    /** By how much Java raises the number of the signal that ended a process. */
    private static final int BY_SIGNAL = 128;

    private static final Map<Integer, String> SIGNALS = Map.of(
            4, "SIGILL, an illegal instruction",
            6, "SIGABRT, an abort",
            7, "SIGBUS, a bus error",
            8, "SIGFPE, an arithmetic error",
            9, "SIGKILL, such as the system sends when the memory is full",
            11, "SIGSEGV, a segmentation fault",
            15, "SIGTERM, a request to end");

    /** A process that says more must wait, and does not fill the memory of this one. */
    private static final int MOST_UNREAD = 1_000;

    private static final int MOST_LINES_SHOWN = 4;
    private static final Duration END = Duration.ofSeconds(5);
    private static final long LONGEST_WAIT_FOR_LINES = 1_000;

    private final PythonProgram program;
    private final PluginState plugin;
    private final Process process;
    private final MessageWriter out;
    private final ErrorLines errors;
    private final Thread errorReader;
    private final BlockingQueue<Arrival> arrived = new LinkedBlockingQueue<>(MOST_UNREAD);
    private boolean ready;
    private volatile boolean isOver;

    /** What whoever waits for the process is woken by. */
    sealed interface Arrival {

        /** The process sent a message. */
        record Message(JsonObject content) implements Arrival {}

        /** The process ended. */
        record End() implements Arrival {}

        /** Something else is to be looked at. */
        record Wake() implements Arrival {}
    }

    private PythonProcess(PythonProgram program, PluginState plugin, Process process) {
        this.program = program;
        this.plugin = plugin;
        this.process = process;
        this.out = new MessageWriter(process.getOutputStream());
        this.errors = new ErrorLines(process.getErrorStream());
        this.errorReader = thread("errors", errors::read);
    }

    /**
     * Starts a process, which then imports the plugin.
     *
     * @throws IOException if there is no Python; the message says what to do
     */
    static PythonProcess start(PythonProgram program, PluginState plugin) throws IOException {
        PythonProcess started = new PythonProcess(program, plugin, program.start(plugin.path()));
        started.errorReader.start();
        started.thread("messages", started::readMessages).start();
        return started;
    }

    private Thread thread(String what, Runnable task) {
        Thread thread =
                new Thread(task, "mantle-python-" + what + "-" + plugin.path().getFileName());
        thread.setDaemon(true);
        return thread;
    }

    private void readMessages() {
        MessageReader reader = new MessageReader(process.getInputStream(), stray -> {});
        while (true) {
            try {
                Optional<JsonObject> message = reader.read();
                if (message.isEmpty()) {
                    break;
                }
                arrive(new Arrival.Message(message.get()));
            } catch (MalformedMessageException e) {
                // one that was cut short when its writer was interrupted: the next is whole
            } catch (IOException e) {
                break;
            }
        }
        arrive(new Arrival.End());
    }

    private void arrive(Arrival arrival) {
        try {
            boolean isTaken = false;
            while (!isTaken && !isOver) {
                isTaken = arrived.offer(arrival, 1, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            // nobody interrupts a thread of this class
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether the plugin has been imported. */
    boolean isReady() {
        return ready;
    }

    /**
     * Notes that the plugin has been imported.
     *
     * @throws PythonFailure if its files have changed since it was read
     */
    void setReady() throws PythonFailure {
        plugin.requireUnchanged();
        ready = true;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Sends a message; it is lost in silence where the process is gone, whose end arrives. */
    void send(JsonObject message) {
        out.write(message);
    }

    /** Sends a message by a thread of its own: a process that reads nothing more would keep the one that calls. */
    void sendApart(JsonObject message) {
        thread("cancel", () -> send(message)).start();
    }

    /**
     * Waits for what comes next.
     *
     * @param patience how long, in nanoseconds
     * @return {@code null} if nothing came
     */
    @Nullable Arrival next(long patience) throws InterruptedException {
        return arrived.poll(patience, TimeUnit.NANOSECONDS);
    }

    /** Wakes whoever waits; where so much has come that nobody waits, nobody needs to be woken. */
    void wake() {
        arrived.offer(new Arrival.Wake());
    }

    /** Sets who is told of the lines of standard error. */
    void tellLines(@Nullable Consumer<String> listener) {
        errors.tell(listener);
    }

    /** Waits until the lines have been told that were written before the call ended. */
    void awaitLines() throws InterruptedException {
        errors.awaitMark(LONGEST_WAIT_FOR_LINES);
    }

    /** Ends the process and all that it has started. */
    void kill() {
        // elsewhere a process that guards this one ends them, those too whose parents are gone; it is told by the end
        // of this one
        List<ProcessHandle> below =
                File.separatorChar == '\\' ? process.descendants().toList() : List.of();
        isOver = true;
        process.destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
    }

    /** Returns in words how the process ended, which it has or is about to; it is ended if it does not. */
    String lastWords() throws InterruptedException {
        if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
            process.waitFor();
        }
        errorReader.join(END.toMillis());
        int code = process.exitValue();
        if (code == PythonProgram.TOO_OLD && !ready) {
            return program.isTooOld(String.join(" ", errors.last()).strip());
        }
        @Nullable String signal = SIGNALS.get(code - BY_SIGNAL);
        String end = signal == null ? "ended with exit code " + code : "was ended by the signal " + signal;
        List<String> lines = errors.last().stream()
                .filter(line -> !line.isBlank() && !isOfMachinery(line))
                .toList();
        List<String> shown = lines.subList(Math.max(0, lines.size() - MOST_LINES_SHOWN), lines.size());
        return "the process of " + plugin.path().getFileName() + " " + end
                + (shown.isEmpty()
                        ? ""
                        : "; its last lines are: "
                                + String.join(
                                        " / ", shown.stream().map(String::strip).toList()));
    }

    /** Returns whether a line tells of what calls the plugin, which no author wants to know. */
    private boolean isOfMachinery(String line) {
        return line.contains("File \"<string>\"")
                || line.contains("mantle/_plugin.py")
                || line.startsWith("Current thread ")
                || line.startsWith("Extension modules: ");
    }
}
