package org.mantle.gateway.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Does so many things at a time for each user, the others in the order in which they came; no thread waits with these. So a user whose calls
 * take long, as on a file system that does not answer, keeps no threads from others. Safe for use by several threads.
 */
final class UserTurns {

    private static final System.Logger LOG = System.getLogger(UserTurns.class.getName());

    private final int most;
    private final Map<String, Line> lines = new HashMap<>();

    /** Those of one user. */
    private static final class Line {
        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private int atWork;
    }

    UserTurns(int most) {
        this.most = most;
    }

    /**
     * Does something now, or when its turn comes.
     *
     * @param threads do what had to wait
     */
    void take(String user, Executor threads, Runnable work) {
        synchronized (lines) {
            Line line = lines.computeIfAbsent(user, name -> new Line());
            if (line.atWork >= most) {
                line.waiting.add(work);
                return;
            }
            line.atWork++;
        }
        run(user, threads, work);
    }

    private void run(String user, Executor threads, Runnable work) {
        try {
            work.run();
        } finally {
            @Nullable Runnable next = next(user);
            if (next != null) {
                begin(user, threads, next);
            }
        }
    }

    private void begin(String user, Executor threads, Runnable work) {
        try {
            threads.execute(() -> run(user, threads, work));
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "the server has ended while a call waited for its turn", e);
        }
    }

    private @Nullable Runnable next(String user) {
        synchronized (lines) {
            Line line = lines.get(user);
            if (line == null) {
                return null;
            }
            @Nullable Runnable next = line.waiting.poll();
            if (next == null && --line.atWork == 0) {
                lines.remove(user);
            }
            return next;
        }
    }
}
