package org.mantle.ssh.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.UserAuthFactory;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.future.AuthFuture;
import org.apache.sshd.client.future.ConnectFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.ClientSession.ClientSessionEvent;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.client.impl.AbstractSftpClient;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.type.Registration;
import org.mantle.framework.type.Secret;
import org.mantle.remote.job.CallMonitor;
import org.mantle.remote.job.LogInRefusedException;
import org.mantle.remote.job.ServiceUnreachableException;
import org.mantle.remote.job.ServiceUnreachableException.Stage;
import org.mantle.remote.job.ServiceWords;
import org.mantle.ssh.key.JdkEd25519Provider;

/**
 * A connection to a host by SSH, whose key is known. Commands and transfers of several threads go over it side by side. A host that
 * does not answer to signs of life for a while is given up.
 *
 * <p>The configuration of OpenSSH in the user's home folder is not read.
 */
public final class SshConnection implements AutoCloseable {

    private static final String CHECK_ADDRESS = "check the address with: mantle resources list";
    private static final String CHECK_NETWORK = "check the network, and the address with: mantle resources list";
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);
    private static final int MOST_UNANSWERED = 3;
    private static final int MOST_IDLE = 8;
    /** What may be on its way to us without a word of ours, on a long and fast line. */
    private static final long WINDOW = 8L * 1024 * 1024;

    private final SshAddress address;
    private final SshClient client;
    private final ClientSession session;
    /** Channels for files that nobody uses: to open one means to start a program on the host. */
    private final Deque<AbstractSftpClient> idle = new ArrayDeque<>();

    private SshConnection(SshAddress address, SshClient client, ClientSession session) {
        this.address = address;
        this.client = client;
        this.session = session;
    }

    /**
     * Connects and logs in.
     *
     * @param proof not wiped
     * @param advice what to do when the host does not accept the proof
     * @throws LogInRefusedException if the host does not accept the proof
     * @throws ServiceUnreachableException if the host cannot be reached, or its key is not the one that is known
     */
    public static SshConnection open(
            SshAddress address, String user, SshProof proof, String advice, CallMonitor monitor) throws IOException {
        HostKeys keys = HostKeys.of(address);
        SshClient client = client(address, keys, proof);
        boolean done = false;
        try (Registration cancelling = monitor.onCancel(client::stop)) {
            monitor.checkCancelled();
            ClientSession session = connected(address, client, user, keys, monitor);
            proof.keys().forEach(session::addPublicKeyIdentity);
            addPassword(session, proof);
            logIn(address, session, user, keys, advice, monitor);
            done = true;
            return new SshConnection(address, client, session);
        } finally {
            if (!done) {
                client.stop();
            }
        }
    }

    /**
     * Returns when a host has answered as one that speaks SSH, and has shown the key by which it is known.
     *
     * @throws ServiceUnreachableException if it does not
     */
    public static void greet(SshAddress address, CallMonitor monitor) throws IOException {
        HostKeys keys = HostKeys.of(address);
        SshClient client = client(address, keys, SshProof.byPassword(Secret.none()));
        try (Registration cancelling = monitor.onCancel(client::stop)) {
            monitor.checkCancelled();
            connected(address, client, "ping", keys, monitor);
        } finally {
            client.stop();
        }
    }

    private static SshClient client(SshAddress address, HostKeys keys, SshProof proof) {
        JdkEd25519Provider.register();
        SshClient client = SshClient.setUpDefaultClient();
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setServerKeyVerifier(keys);
        client.setSignatureFactories(first(client.getSignatureFactories(), one -> isOf(one, keys.types())));
        // processors have instructions for these, and the JDK uses them: files move three times as fast
        client.setCipherFactories(
                first(client.getCipherFactories(), one -> one.getName().contains("gcm")));
        client.setUserAuthFactories(ways(proof));
        proof.agent().ifPresent(agent -> client.setAgentFactory(new AgentAccess(agent)));
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, SIGN_OF_LIFE);
        CoreModuleProperties.HEARTBEAT_REQUEST.set(client, "keepalive@openssh.com");
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, MOST_UNANSWERED);
        CoreModuleProperties.WINDOW_SIZE.set(client, WINDOW);
        CoreModuleProperties.IO_CONNECT_TIMEOUT.set(client, address.connectTimeout());
        CoreModuleProperties.CHANNEL_OPEN_TIMEOUT.set(client, address.responseTimeout());
        CoreModuleProperties.AUTH_TIMEOUT.set(client, limit(address).plus(address.responseTimeout()));
        CoreModuleProperties.NIO_WORKERS.set(client, 2);
        client.start();
        return client;
    }

    private static Duration limit(SshAddress address) {
        return address.connectTimeout().plus(address.responseTimeout());
    }

    /** Puts some of what is offered before the rest, as the host takes the first that it knows. */
    private static <T> List<T> first(List<T> all, Predicate<T> isFirst) {
        List<T> ordered = new ArrayList<>();
        all.stream().filter(isFirst).forEach(ordered::add);
        all.stream().filter(isFirst.negate()).forEach(ordered::add);
        return ordered;
    }

    /** Tells whether a key is of the types that are known of the host, which may have others as well. */
    private static boolean isOf(NamedFactory<Signature> signature, List<String> types) {
        String name = signature.getName();
        return types.contains(name)
                || (name.startsWith("rsa-sha2-") && !name.contains("cert") && types.contains("ssh-rsa"));
    }

    private static List<UserAuthFactory> ways(SshProof proof) {
        return proof.password().isEmpty()
                ? List.of(UserAuthPublicKeyFactory.INSTANCE)
                : List.of(UserAuthPasswordFactory.INSTANCE, UserAuthKeyboardInteractiveFactory.INSTANCE);
    }

    private static void addPassword(ClientSession session, SshProof proof) {
        if (proof.password().isEmpty()) {
            return;
        }
        char[] password = proof.password().reveal();
        try {
            session.addPasswordIdentity(new String(password));
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    /** Connects to the first of the host's numbers that answers, and waits until its key was looked at. */
    private static ClientSession connected(
            SshAddress address, SshClient client, String user, HostKeys keys, CallMonitor monitor) throws IOException {
        InetAddress[] numbers;
        try {
            numbers = InetAddress.getAllByName(address.host());
        } catch (UnknownHostException e) {
            throw unreachable(
                    address, "cannot be reached: there is no host of that name", CHECK_ADDRESS, Stage.NOT_CONNECTED, e);
        }
        @Nullable IOException failure = null;
        for (InetAddress number : numbers) {
            try {
                ConnectFuture future = client.connect(user, new InetSocketAddress(number, address.port()), null, null);
                future.verify(address.connectTimeout());
                ClientSession session = future.getSession();
                greeted(address, session, keys, monitor);
                return session;
            } catch (ServiceUnreachableException e) {
                throw e;
            } catch (IOException e) {
                monitor.checkCancelled();
                failure = failure == null ? e : failure;
            }
        }
        throw notConnected(address, failure);
    }

    private static ServiceUnreachableException notConnected(SshAddress address, @Nullable IOException failure) {
        String words = words(failure);
        boolean isLate =
                failure instanceof SocketTimeoutException || words.contains("timeout") || words.contains("timed out");
        if (isLate && !words.contains("refused")) {
            return unreachable(
                    address,
                    "cannot be reached: no connection within " + seconds(address.connectTimeout()),
                    CHECK_NETWORK,
                    Stage.NOT_CONNECTED_IN_TIME,
                    failure);
        }
        boolean isRefused = words.contains("refused");
        return unreachable(
                address,
                "cannot be reached" + (isRefused ? ": the connection was refused" : " (" + words + ")"),
                isRefused ? "no SSH runs at that address; check it with: mantle resources list" : CHECK_NETWORK,
                Stage.NOT_CONNECTED,
                failure);
    }

    private static void greeted(SshAddress address, ClientSession session, HostKeys keys, CallMonitor monitor)
            throws ServiceUnreachableException {
        session.waitFor(EnumSet.of(ClientSessionEvent.WAIT_AUTH, ClientSessionEvent.CLOSED), address.responseTimeout());
        monitor.checkCancelled();
        if (keys.verdict().isPresent()) {
            throw keys.verdict().get();
        }
        if (!session.isOpen()) {
            throw unreachable(
                    address, "does not answer as SSH should, or broke off", CHECK_ADDRESS, Stage.BROKEN, null);
        }
        if (!session.getSessionState().contains(ClientSessionEvent.WAIT_AUTH)) {
            throw silent(address, null);
        }
    }

    private static void logIn(
            SshAddress address, ClientSession session, String user, HostKeys keys, String advice, CallMonitor monitor)
            throws IOException {
        AuthFuture future = session.auth();
        try {
            future.verify(address.responseTimeout());
        } catch (SshException e) {
            monitor.checkCancelled();
            if (keys.verdict().isPresent()) {
                throw keys.verdict().get();
            }
            int code = e.getDisconnectCode();
            if (code == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE
                    || (code == SshConstants.SSH2_DISCONNECT_PROTOCOL_ERROR && words(e).contains("authentication"))) {
                throw new LogInRefusedException(address.resource(), user, "", advice);
            }
            throw brokenBy(address, e);
        } catch (IOException e) {
            monitor.checkCancelled();
            throw brokenBy(address, e);
        }
    }

    /** Returns the failure of a call that a break of the connection has ended, or the silence of the host. */
    public ServiceUnreachableException broken(@Nullable IOException cause) {
        return brokenBy(address, cause);
    }

    private static ServiceUnreachableException brokenBy(SshAddress address, @Nullable IOException cause) {
        String words = words(cause);
        if (words.contains("timeout") || words.contains("timed out")) {
            return silent(address, cause);
        }
        return new ServiceUnreachableException(
                "the connection to " + address.inWords() + " broke" + (words.isEmpty() ? "" : " (" + words + ")"),
                "try again",
                Stage.BROKEN,
                cause);
    }

    /** Returns the failure of a call to which the host gave no answer in time. */
    ServiceUnreachableException silent() {
        return silent(address, null);
    }

    private static ServiceUnreachableException silent(SshAddress address, @Nullable IOException cause) {
        return unreachable(
                address,
                "did not answer within " + seconds(address.responseTimeout()),
                "try again later",
                Stage.SILENT,
                cause);
    }

    private static ServiceUnreachableException unreachable(
            SshAddress address, String what, String advice, Stage stage, @Nullable Throwable cause) {
        return new ServiceUnreachableException(address.inWords() + " " + what, advice, stage, cause);
    }

    private static String words(@Nullable Throwable failure) {
        StringBuilder words = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause.getMessage() != null && words.indexOf(message) < 0) {
                words.append(words.isEmpty() ? "" : ": ").append(message);
            }
        }
        return ServiceWords.line(words.toString());
    }

    static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }

    /** Returns where it leads. */
    public SshAddress address() {
        return address;
    }

    /** Returns whether it still holds. */
    public boolean isOpen() {
        return session.isOpen();
    }

    ClientSession session() {
        return session;
    }

    /** Returns a channel for files that nobody uses; {@code null} if there is none. */
    @Nullable AbstractSftpClient takeIdle() {
        synchronized (idle) {
            @Nullable AbstractSftpClient client = idle.poll();
            return client != null && client.isOpen() ? client : null;
        }
    }

    /** Takes a channel for files back, on which nothing is under way; returns false if there are enough. */
    boolean keepIdle(AbstractSftpClient client) {
        synchronized (idle) {
            return idle.size() < MOST_IDLE && idle.offer(client);
        }
    }

    /** Ends it, and everything that goes over it. */
    @Override
    public void close() {
        try {
            session.close(true).await(1, TimeUnit.SECONDS);
        } catch (IOException e) {
            // it ends with the client at the latest
        }
        client.stop();
    }
}
