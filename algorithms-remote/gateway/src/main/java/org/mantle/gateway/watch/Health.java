package org.mantle.gateway.watch;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a gateway can do its work, by a look at all that it needs. Safe for use by several threads.
 *
 * <p>Anybody may ask, so what was found counts for some seconds, and one thread looks at a time.
 */
public final class Health {

    private static final System.Logger LOG = System.getLogger(Health.class.getName());
    private static final Duration COUNTS_FOR = Duration.ofSeconds(5);

    private final List<Check> checks;
    private List<String> found = List.of();
    private boolean looking;

    /** When it was looked last; 0 if never. */
    private long looked;

    /**
     * Creates it; nothing is looked at yet.
     *
     * @param checks what to look at
     */
    public Health(List<Check> checks) {
        this.checks = List.copyOf(checks);
    }

    /** A look at something that the gateway needs. */
    public interface Check {

        /**
         * Looks, which must not take long.
         *
         * @throws IOException if it cannot be used; the message says in one line what is wrong
         */
        void look() throws IOException;
    }

    /** Returns what is wrong, or was some seconds ago, each in one line; empty if nothing is. */
    public List<String> troubles() {
        synchronized (this) {
            boolean counts = looked != 0 && System.nanoTime() - looked < COUNTS_FOR.toNanos();
            if (counts || looking) {
                return found;
            }
            looking = true;
        }
        List<String> troubles = look();
        synchronized (this) {
            looking = false;
            looked = System.nanoTime();
            found = troubles;
            return found;
        }
    }

    private List<String> look() {
        List<String> troubles = new ArrayList<>();
        for (Check check : checks) {
            try {
                check.look();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "the gateway is not well: {0}", e.getMessage());
                troubles.add(String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                // a look must end, and the next come
                LOG.log(System.Logger.Level.ERROR, "a look at what the gateway needs failed", e);
                troubles.add("it could not be found out whether all is well; the log says why");
            }
        }
        return List.copyOf(troubles);
    }
}
