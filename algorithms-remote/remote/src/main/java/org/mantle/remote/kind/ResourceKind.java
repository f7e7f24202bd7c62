package org.mantle.remote.kind;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.remote.job.RemoteJobManager;
import org.mantle.remote.job.Session;

/**
 * A kind of compute resource: its settings, and the adapter that speaks with its service.
 *
 * <p>Found by {@link java.util.ServiceLoader}: name the class both in {@code module-info.java} ({@code provides}) and in
 * {@code META-INF/services/org.mantle.remote.kind.ResourceKind}, and give it a public constructor without parameters. One object
 * serves all resources of its kind, from many threads.
 *
 * @since 0.1.0
 */
public interface ResourceKind {

    /** Returns the word for the kind, which the setting {@code type} of a resource names, such as {@code pac}. */
    String type();

    /** Returns what its resources are, in one sentence. */
    String summary();

    /**
     * Returns what can be set for a resource, in order; the same objects every time. From them the settings are read, checked and
     * written, and a face can make a form.
     */
    List<Property<?>> settings();

    /**
     * Returns what is wrong with settings that are all allowed one by one; empty when nothing is.
     *
     * @param settings the settings of one resource
     */
    default List<Problem> problems(ResourceSettings settings) {
        return List.of();
    }

    /**
     * Checks the files that the settings name, before a person's settings are kept.
     *
     * @param settings the settings of one resource, with no problems in them
     * @throws IOException if a file cannot be read, or is not what it should be
     */
    default void checkFiles(ResourceSettings settings) throws IOException {
        // most kinds have none
    }

    /** Returns where the resource is, for people: its address. */
    String address(ResourceSettings settings);

    /**
     * Returns the settings for which an address stands that a person gives to add a resource, such as {@code slurm+ssh://host}; without
     * the type.
     *
     * @return empty if the address is none of this kind
     * @throws IllegalArgumentException if it is, and is not allowed
     */
    default Optional<Map<String, Object>> settingsOf(String address) {
        return Optional.empty();
    }

    /** Returns whether a session may be used at a resource, which its owner may have moved elsewhere since the log-in. */
    boolean accepts(Session session, ResourceSettings settings);

    /**
     * Returns the session of a user who need not log in at a resource, since a key or the system says who it is. Nothing is sent.
     *
     * @return empty if the user must log in
     */
    default Optional<Session> standingSession(String user, ResourceSettings settings) {
        return Optional.empty();
    }

    /**
     * Returns why the sessions of users who must log in at a resource end with the program in which they do, and what serves longer, in a
     * sentence that begins small; empty if they last. A token of such a session is no secret, and of no use to other programs.
     */
    default Optional<String> endsWithProgram(ResourceSettings settings) {
        return Optional.empty();
    }

    /**
     * Returns the manager of the jobs at a resource; no connection need be made before its first call.
     *
     * @param resource the name of the resource, for messages
     * @throws IOException if a file that the settings name cannot be read
     */
    RemoteJobManager connect(String resource, ResourceSettings settings) throws IOException;
}
