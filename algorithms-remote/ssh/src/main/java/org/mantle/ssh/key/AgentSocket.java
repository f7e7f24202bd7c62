package org.mantle.ssh.key;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/**
 * A key agent that listens at a Unix socket, by the JDK. It is asked for its keys and for signatures, each time by a connection of its own.
 */
public final class AgentSocket extends AbstractAgentProxy {

    private static final int LENGTH = Integer.BYTES;
    private static final int LONGEST_ANSWER = 256 * 1024;

    private final Path socket;
    private final Optional<PublicKey> only;
    private final Duration limit;

    /**
     * Names an agent.
     *
     * @param only the key of which alone use is made; empty for all
     * @param limit how long an answer may take; a person may have to agree
     */
    public AgentSocket(Path socket, Optional<PublicKey> only, Duration limit) {
        super(null);
        this.socket = socket;
        this.only = only;
        this.limit = limit;
    }

    /** Tells whether there is an agent that has a key. */
    public boolean hasKey() {
        try {
            return getIdentities().iterator().hasNext();
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public Iterable<? extends Map.Entry<PublicKey, String>> getIdentities() throws IOException {
        JdkEd25519Provider.register();
        List<Map.Entry<PublicKey, String>> wanted = new ArrayList<>();
        for (Map.Entry<PublicKey, String> identity : super.getIdentities()) {
            if (only.isEmpty() || KeyUtils.compareKeys(only.get(), identity.getKey())) {
                wanted.add(identity);
            }
        }
        return wanted;
    }

    @Override
    protected Buffer request(Buffer buffer) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                Selector selector = Selector.open()) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_WRITE);
            ByteBuffer out = ByteBuffer.wrap(buffer.array(), buffer.rpos(), buffer.available());
            while (out.hasRemaining()) {
                await(selector, deadline);
                channel.write(out);
            }
            key.interestOps(SelectionKey.OP_READ);
            ByteBuffer length = ByteBuffer.allocate(LENGTH);
            fill(channel, selector, length, deadline);
            int size = length.getInt(0);
            if (size < 1 || size > LONGEST_ANSWER) {
                throw new IOException("the key agent at " + socket + " does not answer as one");
            }
            ByteBuffer answer = ByteBuffer.allocate(size);
            fill(channel, selector, answer, deadline);
            return new ByteArrayBuffer(answer.array());
        } catch (UnsupportedOperationException e) {
            throw new IOException("this system has no Unix sockets", e);
        }
    }

    private void fill(SocketChannel channel, Selector selector, ByteBuffer into, long deadline) throws IOException {
        while (into.hasRemaining()) {
            await(selector, deadline);
            if (channel.read(into) < 0) {
                throw new EOFException("the key agent at " + socket + " broke off its answer");
            }
        }
    }

    private void await(Selector selector, long deadline) throws IOException {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0 || selector.select(left) == 0) {
            throw new IOException("the key agent at " + socket + " did not answer in time");
        }
        selector.selectedKeys().clear();
    }
}
