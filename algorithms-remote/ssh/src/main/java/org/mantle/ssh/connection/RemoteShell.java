package org.mantle.ssh.connection;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.type.Registration;
import org.mantle.pac.stream.BlockOutput;
import org.mantle.remote.job.CallMonitor;
import org.mantle.remote.job.RemoteServiceException;
import org.mantle.remote.job.ServiceFaultException;
import org.mantle.remote.job.ServiceUnreachableException;
import org.mantle.remote.job.ServiceWords;

/**
 * Runs scripts of the POSIX shell on a host.
 *
 * <p>The shell of the user, whichever it is, only starts {@code /bin/sh}, which reads the script from its standard input: so nothing need
 * be quoted for a shell that is not known. A script that does not arrive whole is not run at all. What the user's shell says as it starts is
 * not taken for the script's words.
 */
public final class RemoteShell {

    private static final String COMMAND = "exec /bin/sh -s";
    private static final int MOST_OUTPUT = 64 * 1024 * 1024;
    private static final int MOST_ERRORS = 64 * 1024;

    private final SshConnection connection;

    /** Makes the shell of a connection. */
    public RemoteShell(SshConnection connection) {
        this.connection = connection;
    }

    /**
     * Runs a script, and waits for its end.
     *
     * @param script lines of the POSIX shell; its functions and heredocs are complete in it
     * @throws ServiceUnreachableException if there was no whole answer in time; the script may have run
     */
    public ShellAnswer run(String script, CallMonitor monitor) throws IOException {
        String mark = "mantle-" + UUID.randomUUID();
        byte[] whole = whole(script, mark).getBytes(StandardCharsets.UTF_8);
        Duration limit = connection.address().responseTimeout();
        Bounded output = new Bounded(MOST_OUTPUT);
        Bounded errors = new Bounded(MOST_ERRORS);
        monitor.checkCancelled();
        try (ChannelExec channel = connection.session().createExecChannel(COMMAND);
                Registration cancelling = monitor.onCancel(() -> channel.close(true))) {
            channel.setIn(new ByteArrayInputStream(whole));
            channel.setOut(output);
            channel.setErr(errors);
            channel.open().verify(limit);
            Set<ClientChannelEvent> state = channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), limit);
            monitor.checkCancelled();
            if (state.contains(ClientChannelEvent.TIMEOUT)) {
                channel.close(true);
                throw connection.silent();
            }
            @Nullable Integer code = channel.getExitStatus();
            if (code == null) {
                throw connection.broken(null);
            }
            if (output.isFull()) {
                throw new ServiceFaultException(
                        connection.address().inWords() + " answered with more than " + MOST_OUTPUT
                                + " bytes; ask the site to keep fewer jobs in its list",
                        "");
            }
            Optional<String> own = after(mark, output.toString(StandardCharsets.UTF_8));
            return own.map(text -> new ShellAnswer(code, text, errors.toString(StandardCharsets.UTF_8)))
                    .orElseThrow(() -> notRun(code, errors.toString(StandardCharsets.UTF_8)));
        } catch (ServiceUnreachableException | ServiceFaultException e) {
            throw e;
        } catch (IOException e) {
            monitor.checkCancelled();
            throw connection.broken(e);
        }
    }

    /** Returns what is sent: in braces, which the shell reads to their end before it runs anything. */
    static String whole(String script, String mark) {
        return "{\nprintf '%s\\n' " + mark + "\n" + script + "\nexit\n}\n";
    }

    private static Optional<String> after(String mark, String output) {
        int start = output.indexOf(mark + "\n");
        return start < 0 ? Optional.empty() : Optional.of(output.substring(start + mark.length() + 1));
    }

    private ServiceFaultException notRun(int code, String errors) {
        String words = ServiceWords.line(errors);
        return new ServiceFaultException(
                connection.address().inWords() + " runs no commands for this account (exit code " + code + ")"
                        + RemoteServiceException.saying(words)
                        + "; ask the site for an account with a shell",
                words);
    }

    /** A buffer that keeps so many bytes and lets the rest go. */
    private static final class Bounded extends BlockOutput {

        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private final int most;
        private boolean full;

        Bounded(int most) {
            this.most = most;
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            int room = Math.min(length, most - kept.size());
            kept.write(bytes, offset, room);
            full |= room < length;
        }

        synchronized boolean isFull() {
            return full;
        }

        synchronized String toString(Charset charset) {
            return kept.toString(charset);
        }
    }
}
