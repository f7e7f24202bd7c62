package org.mantle.python.session;

import java.util.concurrent.atomic.AtomicInteger;
import org.mantle.framework.Mantle;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.UnknownAlgorithmException;
import org.mantle.framework.type.Registration;

/**
 * The algorithms of a host whose plugins may come and change while a program goes on. Safe from many threads.
 *
 * <p>A program keeps what it was told of an algorithm. How often the registry has changed tells it, and the host, whether that still holds.
 */
final class KnownAlgorithms implements AutoCloseable {

    private final Mantle mantle;
    private final AtomicInteger changes = new AtomicInteger();
    private final Registration listener;

    KnownAlgorithms(Mantle mantle) {
        this.mantle = mantle;
        this.listener = mantle.registry().onChange(change -> changes.incrementAndGet());
    }

    /** Returns how often the registry has changed while the program was there. */
    int changes() {
        return changes.get();
    }

    /**
     * Returns the algorithm of a call, also of a plugin that has come since the host last looked.
     *
     * @throws UnknownAlgorithmException if there is none
     * @throws CallProblem if the call rests on what the program was told before the last change
     */
    AlgorithmDescriptor get(CallArguments call) {
        AlgorithmDescriptor found = find(call.text("algorithm"), call.version());
        if (call.has("registry") && call.number("registry") != changes()) {
            throw CallProblem.outdated();
        }
        return found;
    }

    private AlgorithmDescriptor find(String name, int version) {
        try {
            return mantle.registry().get(name, version);
        } catch (UnknownAlgorithmException e) {
            mantle.rescanPlugins();
            return mantle.registry().get(name, version);
        }
    }

    @Override
    public void close() {
        listener.close();
    }
}
