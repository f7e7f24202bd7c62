package org.mantle.remote;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.Optional;
import org.mantle.remote.job.RemoteJobManager;
import org.mantle.remote.job.Session;
import org.mantle.remote.kind.ResourceKind;
import org.mantle.remote.kind.ResourceSettings;

/**
 * A compute resource that a host knows: its name, its kind and its settings. Immutable; {@link ComputeResources} makes it.
 *
 * @since 0.1.0
 */
public final class ComputeResource {

    private final String name;
    private final ResourceKind kind;
    private final ResourceSettings settings;

    ComputeResource(String name, ResourceKind kind, ResourceSettings settings) {
        this.name = name;
        this.kind = kind;
        this.settings = settings;
    }

    /** Returns the name, such as {@code SCARF@STFC}. */
    public String name() {
        return name;
    }

    /** Returns the kind, which says what can be set. */
    public ResourceKind kind() {
        return kind;
    }

    /** Returns the settings, with the defaults where nothing was set. */
    public ResourceSettings settings() {
        return settings;
    }

    /** Returns whether a session may be used here; not one of a time when the resource was elsewhere. */
    public boolean accepts(Session session) {
        return kind.accepts(session, settings);
    }

    /** Returns the session of a user who need not log in here; empty if the user must. */
    Optional<Session> standingSession(String user) {
        return kind.standingSession(user, settings);
    }

    /** Returns why the sessions of users who must log in here end with the program in which they do; empty if they last. */
    Optional<String> endsWithProgram() {
        return kind.endsWithProgram(settings);
    }

    /**
     * Returns a new manager of the jobs here, to be closed by the caller.
     *
     * @throws IOException if a file that the settings name cannot be read
     */
    public RemoteJobManager connect() throws IOException {
        return kind.connect(name, settings);
    }

    /** Returns the settings as the file of resources has them, the type of the kind first. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty(ComputeResources.TYPE, kind.type());
        settings.toJson().asMap().forEach(json::add);
        return json;
    }

    /** Returns the address. */
    @Override
    public String toString() {
        return kind.address(settings);
    }
}
