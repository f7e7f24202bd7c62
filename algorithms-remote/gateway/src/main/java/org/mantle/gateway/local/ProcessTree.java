package org.mantle.gateway.local;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The processes of one job as Java knows them: the first, and what it and those below it have started.
 *
 * <p>It serves where a process cannot be given a group of its own, or nothing tells who is in it, as on macOS. A process whose parent ends
 * between two looks is lost to it; so it is looked often.
 */
final class ProcessTree implements JobProcesses {

    private static final int ROUNDS = 100;

    private static final Optional<String> US = ProcessHandle.current().info().user();

    private final ProcessHandle first;
    private final Set<ProcessHandle> below = ConcurrentHashMap.newKeySet();

    ProcessTree(ProcessHandle first) {
        this.first = first;
    }

    @Override
    public long id() {
        return first.pid();
    }

    /** Takes up what has been started since the last look. */
    void look() {
        first.descendants().forEach(below::add);
        below.forEach(known -> known.descendants().forEach(below::add));
        below.removeIf(known -> !runs(known));
    }

    /**
     * Returns whether a process is alive and no zombie that nobody waits for, which has no program any more. Of a process of another
     * user, such as one that changed to it, the program cannot be seen, and only its end counts.
     */
    static boolean runs(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        boolean isZombie = info.command().isEmpty() && info.user().equals(US);
        // asked last: of a process that has just ended nothing is known, not even whose it was
        return !isZombie && process.isAlive();
    }

    @Override
    public boolean isAlive() {
        look();
        return runs(first) || !below.isEmpty();
    }

    @Override
    public boolean signal(String name) throws IOException {
        Set<Long> signalled = ConcurrentHashMap.newKeySet();
        boolean sent = false;
        // not for ever, since one may start others when it is signalled
        for (int round = 0; round < ROUNDS; round++) {
            look();
            int before = signalled.size();
            if (runs(first) && signalled.add(first.pid())) {
                sent |= ProcessGroup.kill(name, Long.toString(first.pid()));
            }
            for (ProcessHandle process : below) {
                if (signalled.add(process.pid())) {
                    // false if it ended meanwhile
                    sent |= ProcessGroup.kill(name, Long.toString(process.pid()));
                }
            }
            if (signalled.size() == before) {
                break;
            }
        }
        return sent;
    }
}
