package org.mantle.ssh.connection;

import java.io.IOException;
import java.time.Duration;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.client.impl.AbstractSftpClient;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.type.Registration;
import org.mantle.remote.job.CallMonitor;
import org.mantle.remote.job.ServiceFaultException;
import org.mantle.remote.job.ServiceUnreachableException;
import org.mantle.remote.job.ServiceUnreachableException.Stage;

/**
 * A channel for files (SFTP) of a connection, for one call: it ends when the caller gives up, and when too little moves. A transfer may last as
 * long as it takes, but in each span as long as the host may take for an answer, enough bytes must move.
 */
public final class SftpChannel implements AutoCloseable {

    /** How many bytes must move in a second, on the average of a span. */
    private static final int LEAST_RATE = 1000;

    private final SshConnection connection;
    private final AbstractSftpClient client;
    private final CallMonitor monitor;
    private final Registration cancelling;
    private final Duration span;
    private long moved;
    private boolean tooSlow;
    private boolean settled;
    private boolean closed;

    private SftpChannel(SshConnection connection, AbstractSftpClient client, CallMonitor monitor) {
        this.connection = connection;
        this.client = client;
        this.monitor = monitor;
        this.span = connection.address().responseTimeout();
        this.cancelling = monitor.onCancel(this::abort);
    }

    /** Opens a channel. */
    public static SftpChannel open(SshConnection connection, CallMonitor monitor) throws IOException {
        monitor.checkCancelled();
        SftpModuleProperties.SFTP_CHANNEL_OPEN_TIMEOUT.set(
                connection.session(), connection.address().responseTimeout());
        try {
            @Nullable AbstractSftpClient kept = connection.takeIdle();
            AbstractSftpClient client = kept != null
                    ? kept
                    : (AbstractSftpClient) SftpClientFactory.instance().createSftpClient(connection.session());
            SftpChannel channel = new SftpChannel(connection, client, monitor);
            Thread watch = new Thread(channel::watch, "mantle-sftp-clock");
            watch.setDaemon(true);
            watch.start();
            return channel;
        } catch (IOException e) {
            monitor.checkCancelled();
            if (connection.isOpen()) {
                throw new ServiceFaultException(
                        connection.address().inWords() + " lets no files through (SFTP): " + e.getMessage()
                                + "; ask the site for SFTP",
                        "");
            }
            throw connection.broken(e);
        }
    }

    /** Returns the client of the library. */
    public AbstractSftpClient client() {
        return client;
    }

    /** Takes how many bytes have moved, for the caller and for the limit of time. */
    public void moved(long count) {
        synchronized (this) {
            moved += count;
        }
        monitor.moved(count);
    }

    private void watch() {
        if (becomesTooSlow()) {
            abort();
        }
    }

    private synchronized boolean becomesTooSlow() {
        long least = Math.max(1, LEAST_RATE * span.toMillis() / 1000);
        while (!closed) {
            long before = moved;
            long end = System.nanoTime() + span.toNanos();
            for (long left = span.toMillis(); left > 0 && !closed; left = (end - System.nanoTime()) / 1_000_000) {
                try {
                    wait(left);
                } catch (InterruptedException e) {
                    // nobody but the end of the program interrupts this thread
                    return false;
                }
            }
            if (!closed && moved - before < least) {
                tooSlow = true;
                return true;
            }
        }
        return false;
    }

    private void abort() {
        client.getClientChannel().close(true);
    }

    /** Returns what the failure of a call over this channel means, when it is none that the host has answered. */
    public IOException explained(IOException failure) {
        monitor.checkCancelled();
        synchronized (this) {
            if (tooSlow) {
                return new ServiceUnreachableException(
                        "too little moved for " + SshConnection.seconds(span),
                        "at least " + LEAST_RATE + " bytes a second are needed: try again when the network is better",
                        Stage.SILENT,
                        failure);
            }
        }
        return connection.broken(failure);
    }

    /** Takes that nothing is under way on the channel any more, so that another call may use it. */
    public synchronized void settle() {
        settled = true;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        cancelling.close();
        if (settled && !tooSlow && client.isOpen() && connection.keepIdle(client)) {
            return;
        }
        @Nullable IOException ignored = closeQuietly();
        if (ignored != null) {
            abort();
        }
    }

    private @Nullable IOException closeQuietly() {
        try {
            client.close();
            return null;
        } catch (IOException e) {
            return e;
        }
    }
}
