package org.mantle.python;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.Mantle;
import org.mantle.python.wire.MalformedMessageException;
import org.mantle.python.wire.MessageReader;
import org.mantle.python.wire.MessageWriter;

/**
 * Serves one program in Python over a pair of streams, such as those of the process that it has started.
 *
 * @since 0.1.0
 */
public final class ScriptHost {

    private static final System.Logger LOG = System.getLogger(ScriptHost.class.getName());

    private final ScriptSession session;
    private final MessageReader in;
    private final MessageWriter out;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ExecutorService threads;
    private volatile @Nullable Throwable failure;

    private ScriptHost(ScriptSession session, InputStream in, OutputStream out) {
        this.session = session;
        this.in = new MessageReader(
                in, stray -> LOG.log(System.Logger.Level.WARNING, "what came is no message: " + stray));
        this.out = new MessageWriter(out);
        AtomicInteger count = new AtomicInteger();
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "mantle-script-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Serves until the program closes its stream; runs that are under way then are cancelled.
     *
     * @param environment the variables to which secrets may refer
     * @param in where the program's messages come from
     * @param out where messages to the program go; nothing else may be written there
     * @throws InterruptedException if the calling thread is interrupted
     * @throws IOException if a message cannot be read, so that no more is answered
     */
    public static void serve(Mantle mantle, Map<String, String> environment, InputStream in, OutputStream out)
            throws IOException, InterruptedException {
        try (ScriptSession session = ScriptSession.ofOwnProgram(mantle, environment)) {
            ScriptHost host = new ScriptHost(session, in, out);
            host.threads.execute(host::takeNext);
            try {
                host.ended.await();
            } finally {
                host.threads.shutdown();
            }
            @Nullable Throwable failure = host.failure;
            if (failure != null) {
                throw new IOException("the program's messages cannot be read any more: " + failure, failure);
            }
        }
    }

    /**
     * Takes one message. The thread that has read a call answers it, and another goes on reading: no call is handed from thread to thread,
     * which would take as long as the call.
     */
    private void takeNext() {
        Optional<JsonObject> message;
        try {
            message = read();
            if (message.isPresent()) {
                session.expect(message.get());
                threads.execute(this::takeNext);
            }
        } catch (Throwable e) {
            // such as a message for which there is no memory: nobody would read the next, and nobody may wait for that
            failure = e;
            message = Optional.empty();
        }
        if (message.isEmpty()) {
            ended.countDown();
            return;
        }
        session.take(message.get(), out::write);
    }

    private Optional<JsonObject> read() throws IOException {
        while (true) {
            try {
                return in.read();
            } catch (MalformedMessageException e) {
                LOG.log(System.Logger.Level.WARNING, "a message was dropped", e);
            }
        }
    }
}
