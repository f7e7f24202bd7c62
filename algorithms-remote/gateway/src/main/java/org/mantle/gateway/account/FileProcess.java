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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
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
 * <p>What it answers is not trusted: its account could do anything to it, and so with its own files alone. Nor is it trusted to answer, to
 * take what it is sent, or to end: no thread of others waits for it without end.
 */
final class FileProcess {

    private static final System.Logger LOG = System.getLogger(FileProcess.class.getName());
    private static final int KEPT_WORDS = 4096;

    /** More than any JVM says. */
    private static final int MOST_WORDS = 1 << 20;

    /** In place of a request: there is none any more. */
    private static final byte[] NO_MORE = new byte[0];

    private static final Duration START_PATIENCE = Duration.ofSeconds(30);
    private static final Duration END_PATIENCE = Duration.ofSeconds(2);

    private final Account account;
    private final Process process;
    private final Duration patience;
    private final Runnable atEnd;
    private final ReentrantLock lock = new ReentrantLock();

    /** What is to be sent, by one thread: who has a pipe open can keep that thread, and nobody else. */
    private final BlockingQueue<byte[]> requests = new LinkedBlockingQueue<>();

    /** What was asked for and is not answered. */
    private final Map<Integer, Call> calls = new ConcurrentHashMap<>();

    /** What it said last beside its answers: why it could not begin, if it could not. */
    private final StringBuilder words = new StringBuilder();

    private int lastCall = FileWire.HELLO;
    private int uses;
    private long unusedSince = System.nanoTime();
    private final long since = System.nanoTime();
    private volatile long answered = System.nanoTime();
    private volatile boolean gone;

    /** Whether it is to end as soon as nobody uses it. */
    private boolean retired;

    private boolean ending;

    /** Since when it ends, or was seen to be dead, though what it said has no end. */
    private long endingSince;

    /** Why it does nothing more. */
    private @Nullable UserFilesException over;

    private FileProcess(Account account, Process process, Duration patience, Runnable atEnd) {
        this.account = account;
        this.process = process;
        this.patience = patience;
        this.atEnd = atEnd;
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
        begun.startThread(begun::writeRequests, "requests");
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
            if (retired) {
                endIfUnused(Duration.ZERO);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Has it end when nobody uses it any more. */
    void retire() {
        lock.lock();
        try {
            retired = true;
            endIfUnused(Duration.ZERO);
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

    /** Tells whether it has been there for so long. */
    boolean isOlderThan(Duration age) {
        return System.nanoTime() - since > age.toNanos();
    }

    /** Tells whether nothing of it is left. */
    boolean isGone() {
        return gone;
    }

    /** Ends it if nobody has used it for so long; tells whether it does. */
    boolean endIfUnused(Duration time) {
        lock.lock();
        try {
            if (uses > 0 || ending || System.nanoTime() - unusedSince < time.toNanos()) {
                return false;
            }
            beginToEnd();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Ends it, or what waits for it, if it has not answered at all for too long, does not end when it should, or is dead. */
    void endIfItHangs() {
        long now = System.nanoTime();
        // those that were failed are not there any more
        boolean isSilent = calls.values().stream()
                .anyMatch(call -> now - call.asked() > patience.toNanos() && answered - call.asked() < 0);
        if (isSilent) {
            LOG.log(System.Logger.Level.WARNING, "the file process of \"{0}\" does not answer", account.name());
            kill(notAnswered());
        } else if (isOverdue(now)) {
            kill(died(process.isAlive() ? "" : exitCode()));
        }
    }

    /** Somebody else can have open what it reads and writes, and so keep it from being seen to have ended. */
    private boolean isOverdue(long now) {
        lock.lock();
        try {
            if (!ending && !process.isAlive()) {
                ending = true;
                endingSince = now;
            }
            return ending && over == null && now - endingSince > END_PATIENCE.toNanos();
        } finally {
            lock.unlock();
        }
    }

    private UserFilesException notAnswered() {
        return new UserFilesException("The file system has not answered for " + patience.toSeconds()
                + " seconds where files of \"" + account.name() + "\" lie: try again later");
    }

    /** Has it end, whoever uses it. */
    void beginToEnd() {
        lock.lock();
        try {
            ending = true;
            endingSince = System.nanoTime();
            requests.add(NO_MORE);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it has ended, a short time at most, and ends it then whatever it does. */
    void end() {
        beginToEnd();
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

    private void kill(UserFilesException why) {
        fail(why);
        // by its handle, which does not wait for what is being written, and need not succeed: one that hangs in the
        // system cannot be killed
        LOG.log(
                System.Logger.Level.TRACE,
                "a file process is killed: {0}",
                process.toHandle().destroyForcibly());
        requests.add(NO_MORE);
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
        calls.values().removeIf(call -> {
            call.answer().completeExceptionally(why);
            return true;
        });
    }

    private void readAnswers() {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(process.getInputStream()))) {
            while (true) {
                int length = in.readInt();
                if (length < Integer.BYTES || length > FileWire.MOST) {
                    throw new IOException("an answer of " + length + " bytes");
                }
                int number = in.readInt();
                byte[] answer = new byte[length - Integer.BYTES];
                FileWire.read(in, answer, answer.length);
                answered = System.nanoTime();
                Call call = calls.remove(number);
                if (call == null) {
                    throw new IOException("an answer that nobody asked for");
                }
                call.answer().complete(answer);
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
        kill(died(how));
        gone = true;
        atEnd.run();
    }

    private String howItEnded() {
        return waitForEnd() ? exitCode() : "";
    }

    private String exitCode() {
        return " (exit code " + process.exitValue() + ")";
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
            int said = 0;
            for (int count = in.read(block); count >= 0 && said < MOST_WORDS; count = in.read(block)) {
                said += count;
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
        int length = Integer.BYTES + bytes.size() + content.remaining();
        return await(
                send(ByteBuffer.allocate(Integer.BYTES + length)
                        .putInt(length)
                        .putInt(0)
                        .put(bytes.toByteArray())
                        .put(content)
                        .array()),
                patience.plus(patience));
    }

    /** Has a request sent, in which the number of the call is still to be put. */
    private Call send(byte[] request) throws UserFilesException {
        Call call = new Call();
        lock.lock();
        try {
            if (over != null) {
                throw over.again();
            }
            lastCall = lastCall == Integer.MAX_VALUE ? 1 : lastCall + 1;
            ByteBuffer.wrap(request).putInt(Integer.BYTES, lastCall);
            calls.put(lastCall, call);
            requests.add(request);
            return call;
        } finally {
            lock.unlock();
        }
    }

    private void writeRequests() {
        try (OutputStream out = process.getOutputStream()) {
            for (byte[] request = requests.take(); request != NO_MORE; request = requests.take()) {
                FileWire.write(out, request, request.length);
                out.flush();
            }
        } catch (IOException e) {
            // why it is gone is known soon
            LOG.log(System.Logger.Level.TRACE, "a file process takes no more", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
            // the call stays, since its answer may still come
            endIfItHangs();
            throw notAnswered();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UserFilesException why ? why.again() : notAnswered();
        }
    }
}
