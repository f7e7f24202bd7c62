package org.mantle.app;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.mantle.commons.file.HomeFolder;
import org.mantle.commons.file.OwnerOnly;
import org.mantle.remote.ComputeResources;
import org.mantle.remote.RememberedUsers;
import org.mantle.remote.RemoteAccounts;
import org.mantle.remote.RemoteSessions;
import org.mantle.remote.UnansweredSubmissions;

/**
 * The folder in which the command keeps its state, readable by its owner alone.
 *
 * @param folder the folder; it need not exist before something is kept there
 */
record MantleHome(Path folder) {

    /**
     * Finds the folder: what {@code MANTLE_HOME} names, or else {@code .mantle} in the user's {@linkplain HomeFolder home}.
     *
     * @throws IllegalArgumentException if there is none; the message says what to do
     */
    static MantleHome of(Map<String, String> environment) {
        String named = environment.getOrDefault("MANTLE_HOME", "");
        if (named.startsWith("~") && !HomeFolder.isBelow(named)) {
            throw new IllegalArgumentException("MANTLE_HOME is \"" + named
                    + "\", and only a shell knows whose home that is; set it to the whole path of a folder");
        }
        try {
            Path folder = Path.of(HomeFolder.expand(named.isBlank() ? "~/.mantle" : named, environment));
            return new MantleHome(folder.toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    "MANTLE_HOME is \"" + named
                            + "\", which is no path here; set it to that of a folder, and LC_ALL to a"
                            + " locale of UTF-8 if it has other letters than those of ASCII",
                    e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    e.getMessage() + ", or MANTLE_HOME to that of a folder for what is kept", e);
        }
    }

    Path resources() {
        return folder.resolve("resources.json");
    }

    Path sessions() {
        return folder.resolve("sessions.json");
    }

    Path userNames() {
        return folder.resolve("user-names.json");
    }

    Path submissions() {
        return folder.resolve("submissions.json");
    }

    /** Returns the accounts of the user at compute resources, whose files are made when first needed. */
    RemoteAccounts accounts() {
        return new RemoteAccounts(
                ComputeResources.at(resources()),
                RemoteSessions.at(sessions()),
                RememberedUsers.at(userNames()),
                UnansweredSubmissions.at(submissions()));
    }

    Path history() {
        return folder.resolve("history.jsonl");
    }

    Path gateway() {
        return folder.resolve("gateway");
    }

    /** Returns the folder whose jars and Python files bring further algorithms. */
    Path plugins() {
        return folder.resolve("plugins");
    }

    /** Returns the folder of what Python files declare, which can be made anew at any time. */
    Path pythonDeclarations() {
        return folder.resolve("cache").resolve("python");
    }

    /**
     * Makes the folder, if it is not there, so that only its owner can look inside.
     *
     * @throws IOException if it cannot be made; the message says what to do
     */
    MantleHome create() throws IOException {
        try {
            Folders.create(folder, OwnerOnly.ofFolder(folder));
            return this;
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "; set MANTLE_HOME to another one", e);
        }
    }
}
