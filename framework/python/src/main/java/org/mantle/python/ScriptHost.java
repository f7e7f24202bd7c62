package org.mantle.python;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.Mantle;
import org.mantle.python.wire.MessageReader;
import org.mantle.python.wire.MessageWriter;

/**
 * Serves one program in Python over a pair of streams, such as those of the process that it has started.
 *
 * @since 0.1.0
 */
public final class ScriptHost {

    private ScriptHost() {}

    /**
     * Serves until the program closes its stream; runs that are under way then are cancelled.
     *
     * @param maker makes the host of algorithms, which is closed at the end; the program's first message is read meanwhile
     * @param environment the variables to which secrets may refer
     * @param in where the program's messages come from
     * @param out where messages to the program go; nothing else may be written there
     * @throws InterruptedException if the calling thread is interrupted
     * @throws IOException if a message cannot be read, so that no more is answered
     */
    public static void serve(Supplier<Mantle> maker, Map<String, String> environment, InputStream in, OutputStream out)
            throws IOException, InterruptedException {
        MessageReader reader = new MessageReader(
                in,
                // asked for where something is said, as in the core
                stray -> System.getLogger(ScriptHost.class.getName())
                        .log(System.Logger.Level.WARNING, "what came is no message: " + stray));
        MessageWriter writer = new MessageWriter(out);
        CompletableFuture<ScriptSession> made = new CompletableFuture<>();
        CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
        CallLoop loop = new CallLoop(
                reader,
                message -> made.join().expect(message),
                message -> made.join().take(message, writer::write),
                failure -> {
                    if (failure == null) {
                        end.complete(null);
                    } else {
                        end.completeExceptionally(failure);
                    }
                });
        loop.begin();
        try (Mantle mantle = maker.get();
                ScriptSession session = ScriptSession.ofOwnProgram(mantle, environment)) {
            made.complete(session);
            end.get();
        } catch (ExecutionException e) {
            throw new IOException("the program's messages cannot be read any more: " + e.getCause(), e.getCause());
        } finally {
            // for who waits for a host of algorithms that could not be made
            made.cancel(false);
            loop.close();
        }
    }
}
