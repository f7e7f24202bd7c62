package org.mantle.remote;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mantle.framework.Mantle;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Problem;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.Outputs;
import org.mantle.remote.job.Session;
import org.mantle.remote.job.StateFileException;
import org.mantle.remote.state.SessionStore;

/** A host with one compute resource, which calls the algorithm by name as any other host would. */
final class Host implements AutoCloseable {

    static final String NAME = "SCARFTomoReconstruction";
    static final String PASSWORD = "p<&>ss wörd%";

    final ComputeResources resources;
    final SessionStore sessions;
    final RememberedUsers users = RememberedUsers.inMemory();
    private final UnansweredSubmissions submissions;
    final Mantle mantle;

    /** Makes a host whose resource of the algorithm has the settings. */
    Host(Map<String, ?> scarf) throws StateFileException {
        this(ComputeResources.inMemory(), RemoteSessions.inMemory());
        resources.add("SCARF@STFC", scarf);
    }

    Host(ComputeResources resources, RemoteSessions sessions) {
        this(resources, sessions, UnansweredSubmissions.inMemory());
    }

    Host(ComputeResources resources, RemoteSessions sessions, UnansweredSubmissions submissions) {
        this.submissions = submissions;
        this.resources = resources;
        this.sessions = (SessionStore) sessions;
        this.mantle = Mantle.builder()
                .service(ComputeResources.class, resources)
                .service(RemoteSessions.class, sessions)
                .service(RememberedUsers.class, users)
                .service(UnansweredSubmissions.class, submissions)
                .build();
    }

    /** Returns the settings of a resource that speaks PAC; a duration is one in seconds. */
    static Map<String, Object> pac(String url, Object... namesAndValues) {
        Map<String, Object> settings = properties(namesAndValues);
        settings.put("url", url);
        settings.replaceAll(
                (name, value) -> value instanceof Duration duration ? (Object) (duration.toMillis() / 1000.0) : value);
        return settings;
    }

    static Map<String, Object> properties(Object... namesAndValues) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return properties;
    }

    /** Runs an action for a user. */
    Outputs run(String user, String action, Object... namesAndValues) {
        List<Object> all = new ArrayList<>(List.of("UserName", user, "Action", action));
        all.addAll(List.of(namesAndValues));
        return mantle.run(NAME, properties(all.toArray()));
    }

    /** Runs an action that must fail, and returns why. */
    Throwable failure(String user, String action, Object... namesAndValues) {
        try {
            run(user, action, namesAndValues);
        } catch (AlgorithmFailedException e) {
            return e.getCause();
        }
        throw new AssertionError(action + " was expected to fail");
    }

    /** Runs an action whose inputs must be refused, and returns the problems. */
    List<Problem> problems(String user, String action, Object... namesAndValues) {
        try {
            run(user, action, namesAndValues);
        } catch (InvalidPropertyException e) {
            return e.problems();
        }
        throw new AssertionError(action + " was expected to be refused");
    }

    /** Returns the lost submissions of anna. */
    List<UnansweredSubmissions.Lost> unanswered() throws StateFileException {
        return submissions.lost("SCARF@STFC", "anna");
    }

    /** Keeps a session as if its user had logged in where it is. */
    void keep(Session session) throws StateFileException {
        sessions.put("SCARF@STFC", session.serviceUrl().toString(), session);
    }

    Host loggedIn(String user) {
        run(user, "LogIn", "Password", PASSWORD);
        return this;
    }

    @Override
    public void close() {
        mantle.close();
    }
}
