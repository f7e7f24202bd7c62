package org.mantle.gateway.watch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a gateway can do its work, by a look at all that it needs.
 *
 * @param checks what to look at; asked by several threads at a time
 */
public record Health(List<Check> checks) {

    private static final System.Logger LOG = System.getLogger(Health.class.getName());

    /** Creates it. */
    public Health {
        checks = List.copyOf(checks);
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

    /** Returns what is wrong, each in one line; empty if nothing is. */
    public List<String> troubles() {
        List<String> troubles = new ArrayList<>();
        for (Check check : checks) {
            try {
                check.look();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "the gateway is not well: {0}", e.getMessage());
                troubles.add(String.valueOf(e.getMessage()));
            }
        }
        return troubles;
    }
}
