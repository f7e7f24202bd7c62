package org.mantle.gateway.account;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.mantle.gateway.place.Printable;
import org.mantle.gateway.place.UserFilesException;

/**
 * A process with an account's ids, which does with files what it is asked for. Safe for use by several threads, whose calls are under way
 * side by side.
 *
 * <p>What it answers is not trusted: its account could do anything to it, and so with its own files alone.
 */
final class FileProcess {

    private static final System.Logger LOG = System.getLogger(FileProcess.class.getName());
    private static final int KEPT_WORDS = 4096;
    private static final Duration START_PATIENCE = Duration.ofSeconds(30);
    private static final Duration END_PATIENCE = Duration.ofSeconds(2);

    private final Account account;
    private final Process process;
    private final OutputStream out;
    private final Duration patience;
    private final Runnable atEnd;
    private final ReentrantLock sending = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();

    /** What was asked for and is not answered. */
    private final Map<Integer, Call> calls = new ConcurrentHashMap<>();

    /** What it said last beside its answers: why it could not begin, if it could not. */
    private final StringBuilder words = new StringBuilder();

    private int lastCall = FileWire.HELLO;
    private int uses;
    private long unusedSince = System.nanoTime();
    private volatile long answered = System.nanoTime();
    private boolean ending;

    /** Why it does nothing more. */
    private volatile @Nullable UserFilesException over;

    private FileProcess(Account account, Process process, Duration patience, Runnable atEnd) {
        this.account = account;
        this.process = process;
        this.patience = patience;
        this.atEnd = atEnd;
        out = process.getOutputStream();
    }

    /** A call that is not answered. */
    private record Call(long asked, CompletableFuture<byte[]> answer) {

        Call() {
            this(System.nanoTime(), new CompletableFuture<>());
        }
    }

    /**
     * Begins a process, and waits until it is there.
     *
     * @param settings among them how long an answer may take
     * @param atEnd called once when it has ended
     * @throws UserFilesException if it cannot begin
     */
    static FileProcess start(Account account, FileProcessSettings settings, Runnable atEnd) throws IOException {
        Process process;
        try {
            process = FileProcessCommand.of(account, settings.umask()).start();
        } catch (IOException e) {
            atEnd.run();
            LOG.log(System.Logger.Level.ERROR, "the file process of \"" + account.name() + "\" cannot be begun", e);
            throw notBegun(account);
        }
        FileProcess begun = new FileProcess(account, process, settings.patience(), atEnd);
        Call hello = new Call();
        begun.calls.put(FileWire.HELLO, hello);
        begun.startThread(begun::readAnswers, "answers");
        Thread wordsReader = begun.startThread(begun::readWords, "words");
        boolean isRight = false;
        String why;
        try {
            int uid = begun.await(hello, START_PATIENCE).readInt();
            isRight = uid == account.uid();
            why = "it runs as " + uid;
        } catch (UserFilesException e) {
            Uninterruptibles.joinUninterruptibly(wordsReader, END_PATIENCE);
            why = begun.lastWords();
        } finally {
            if (!isRight) {
                begun.kill(notBegun(account));
            }
        }
        if (!isRight) {
            LOG.log(System.Logger.Level.ERROR, "the file process of \"{0}\" did not begin: {1}", account.name(), why);
            throw notBegun(account);
        }
        LOG.log(
                System.Logger.Level.DEBUG,
                "the file process {0} of \"{1}\" has begun",
                Long.toString(process.pid()),
                account.name());
        return begun;
    }

    private static UserFilesException notBegun(Account account) {
        return new UserFilesException("The files of \"" + account.name()
                + "\" cannot be reached: the gateway could begin no process of that account. Its log tells why");
    }

    private Thread startThread(Runnable work, String what) {
        Thread thread = new Thread(work, "gateway-files-" + account.name() + "-" + what);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Tells whose process it is. */
    Account account() {
        return account;
    }

    /** Tells that it is about to be used; returns false if it is to be used no more. */
    boolean enter() {
        lock.lock();
        try {
            if (ending || over != null) {
                return false;
            }
            uses++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Ends a use. */
    void leave() {
        lock.lock();
        try {
            uses--;
            unusedSince = System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    /** Returns for how many nanoseconds nobody has used it; negative while somebody does. */
    long unused() {
        lock.lock();
        try {
            return uses > 0 || ending ? -1 : System.nanoTime() - unusedSince;
        } finally {
            lock.unlock();
        }
    }

    /** Ends it if nobody has used it for so long; tells whether it does. */
    boolean endIfUnused(Duration time) {
        lock.lock();
        try {
            if (uses > 0 || ending || System.nanoTime() - unusedSince < time.toNanos()) {
                return false;
            }
            ending = true;
        } finally {
            lock.unlock();
        }
        closeInput();
        return true;
    }

    /** Ends it if it has not answered at all for too long. */
    void endIfSilent() {
        long now = System.nanoTime();
        boolean isSilent = calls.values().stream()
                .anyMatch(call -> now - call.asked() > patience.toNanos() && answered - call.asked() < 0);
        if (isSilent) {
            LOG.log(System.Logger.Level.WARNING, "the file process of \"{0}\" does not answer", account.name());
            kill(notAnswered());
        }
    }

    private UserFilesException notAnswered() {
        return new UserFilesException("The file system has not answered for " + patience.toSeconds()
                + " seconds where files of \"" + account.name() + "\" lie: try again later");
    }

    /** Ends it, whatever it does. */
    void end() {
        lock.lock();
        try {
            ending = true;
        } finally {
            lock.unlock();
        }
        closeInput();
        if (!waitForEnd()) {
            kill(died(""));
        }
    }

    private boolean waitForEnd() {
        try {
            LOG.log(
                    System.Logger.Level.TRACE,
                    "a file process has ended: {0}",
                    Uninterruptibles.getUninterruptibly(
                            process.onExit(), END_PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private void closeInput() {
        try {
            out.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.TRACE, "a file process is gone already", e);
        }
    }

    private void kill(UserFilesException why) {
        fail(why);
        process.destroyForcibly();
        // it ends by itself when it can: one that hangs in the system cannot be killed
        startThread(this::closeInput, "end");
    }

    private UserFilesException died(String how) {
        return new UserFilesException("The process of \"" + account.name() + "\" that reads and writes files ended"
                + how + " in the middle of this: try again, then another one does it");
    }

    /** Ends all calls. */
    private void fail(UserFilesException why) {
        lock.lock();
        try {
            if (over == null) {
                over = why;
            }
        } finally {
            lock.unlock();
        }
        calls.forEach((number, call) -> call.answer().completeExceptionally(why));
    }

    private void readAnswers() {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(process.getInputStream()))) {
            while (true) {
                int length = in.readInt();
                if (length < Integer.BYTES || length > FileWire.MOST) {
                    throw new IOException("an answer of " + length + " bytes");
                }
                int number = in.readInt();
                byte[] answer = in.readNBytes(length - Integer.BYTES);
                if (answer.length < length - Integer.BYTES) {
                    throw new IOException("half an answer");
                }
                answered = System.nanoTime();
                Call call = calls.remove(number);
                if (call != null) {
                    call.answer().complete(answer);
                }
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.TRACE, "a file process answers no more", e);
        }
        tidyUp(howItEnded());
    }

    private void tidyUp(String how) {
        boolean isWanted;
        lock.lock();
        try {
            isWanted = ending || over != null;
        } finally {
            lock.unlock();
        }
        if (!isWanted) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the file process {0} of \"{1}\" ended{2}: {3}",
                    Long.toString(process.pid()),
                    account.name(),
                    how,
                    lastWords());
        }
        fail(died(how));
        process.destroyForcibly();
        closeInput();
        atEnd.run();
    }

    private String howItEnded() {
        return waitForEnd() ? " (exit code " + process.exitValue() + ")" : "";
    }

    private void keepWords(String said) {
        lock.lock();
        try {
            words.append(said);
            words.delete(0, Math.max(0, words.length() - KEPT_WORDS));
        } finally {
            lock.unlock();
        }
    }

    private String lastWords() {
        lock.lock();
        try {
            return Printable.text(words.toString().strip());
        } finally {
            lock.unlock();
        }
    }

    private void readWords() {
        byte[] block = new byte[KEPT_WORDS];
        try (InputStream in = process.getErrorStream()) {
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                keepWords(new String(block, 0, count, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.TRACE, "a file process says no more", e);
        }
    }

    /** What belongs to a request. */
    interface Request {
        void writeTo(DataOutputStream out) throws IOException;
    }

    /**
     * Asks for something, and waits for the answer.
     *
     * @return what belongs to the answer
     * @throws UserFilesException if the process does not answer
     * @throws IOException as the call of the system in the process throws it
     */
    DataInputStream ask(FileOperation operation, Request request) throws IOException {
        return ask(operation, request, ByteBuffer.allocate(0));
    }

    /** Asks for something as above, with content at the end of the request, all of which is taken. */
    DataInputStream ask(FileOperation operation, Request request, ByteBuffer content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        data.writeUTF(operation.name());
        request.writeTo(data);
        Call call = new Call();
        send(call, bytes.toByteArray(), content);
        return await(call, patience.plus(patience));
    }

    private void send(Call call, byte[] request, ByteBuffer content) throws IOException {
        byte[] rest = new byte[content.remaining()];
        content.get(rest);
        if (!Uninterruptibles.tryLockUninterruptibly(sending, patience)) {
            throw notAnswered();
        }
        try {
            lastCall = lastCall == Integer.MAX_VALUE ? 1 : lastCall + 1;
            calls.put(lastCall, call);
            @Nullable UserFilesException why = over;
            if (why != null) {
                throw why.again();
            }
            byte[] head = ByteBuffer.allocate(2 * Integer.BYTES)
                    .putInt(Integer.BYTES + request.length + rest.length)
                    .putInt(lastCall)
                    .array();
            out.write(head);
            out.write(request);
            out.write(rest);
            out.flush();
        } catch (IOException e) {
            calls.values().remove(call);
            if (e instanceof UserFilesException) {
                throw e;
            }
            // why it is gone is known soon
            LOG.log(System.Logger.Level.TRACE, "a file process takes no more", e);
            throw died(howItEnded());
        } finally {
            sending.unlock();
        }
    }

    private DataInputStream await(Call call, Duration time) throws IOException {
        try {
            byte[] answer = Uninterruptibles.getUninterruptibly(call.answer(), time.toMillis(), TimeUnit.MILLISECONDS);
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(answer));
            if (in.readUnsignedByte() != FileWire.DONE) {
                throw FileWire.readFailure(in);
            }
            return in;
        } catch (TimeoutException e) {
            endIfSilent();
            calls.values().remove(call);
            throw notAnswered();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UserFilesException why ? why.again() : notAnswered();
        }
    }
}
