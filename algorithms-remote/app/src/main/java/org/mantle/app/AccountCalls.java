package org.mantle.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.mantle.cli.CommandContext;
import org.mantle.framework.type.Registration;
import org.mantle.remote.ComputeResource;
import org.mantle.remote.RemoteAccounts;
import org.mantle.remote.ResourceAccount;
import org.mantle.remote.job.StoppableMonitor;
import picocli.CommandLine.Model.CommandSpec;

/** What commands that work with an account at a resource have in common. */
record AccountCalls(CommandContext context) {

    /** The exit code of a command that was stopped. */
    static final int CANCELLED = 130;

    /** What is done with an account; returns the exit code. */
    interface AccountUse {
        int with(ResourceAccount account) throws IOException, InterruptedException;
    }

    /** Does something at a resource, which Ctrl-C ends, and returns the exit code. */
    int at(RemoteAccounts accounts, ComputeResource resource, String user, StoppableMonitor monitor, AccountUse use)
            throws IOException, InterruptedException {
        try (Registration stop = context.onStop(monitor::stop);
                ResourceAccount account = accounts.connect(resource, user, monitor)) {
            return use.with(account);
        } catch (CancellationException e) {
            return CANCELLED;
        }
    }

    /** Returns what to throw about a name that no resource has. */
    static RuntimeException noSuchResource(@Nullable CommandSpec spec, RemoteAccounts accounts, String name) {
        try {
            return GatewayCommand.wrongUsage(
                    spec,
                    new IllegalArgumentException("there is no compute resource " + name + "; there "
                            + listed(accounts.resources().toJson().keySet())));
        } catch (IOException e) {
            return new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** Returns names after a word such as "there": {@code is A, B}. */
    static String listed(Collection<String> names) {
        return "is " + (names.isEmpty() ? "none" : String.join(", ", names));
    }
}
