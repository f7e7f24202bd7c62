package org.mantle.remote.scarf;

import java.util.Optional;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Precondition;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Problems;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.Services;
import org.mantle.remote.ComputeResource;
import org.mantle.remote.ComputeResources;
import org.mantle.remote.RemoteSessions;
import org.mantle.remote.ResourceAccount;
import org.mantle.remote.ResourceRequirement;
import org.mantle.remote.job.SessionEndedException;
import org.mantle.remote.job.StateFileException;

/**
 * The need of a session of the user whom an input names, at a resource that is configured.
 *
 * @param resource the name of the resource
 * @param userName the input that names the user
 * @param algorithm the algorithm by which users log in
 */
record SessionRequirement(String resource, Property<String> userName, String algorithm) implements Precondition.Check {

    /** Returns the precondition to declare. */
    Precondition precondition() {
        return new Precondition("a session for " + userName.name() + " at " + resource, this);
    }

    /** Returns the resource; one that is not there, or cannot be read, is told by the {@link ResourceRequirement}. */
    private Optional<ComputeResource> configured(Services services) {
        try {
            return services.get(ComputeResources.class).find(resource);
        } catch (StateFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void run(Inputs inputs, Services services, Problems problems) {
        String user = inputs.get(userName);
        try {
            Optional<ComputeResource> configured = configured(services);
            RemoteSessions sessions = services.get(RemoteSessions.class);
            if (configured.isPresent() && ResourceAccount.hasEnded(configured.get(), user, sessions)) {
                problems.add(Problem.of(
                        userName.name(), SessionEndedException.CODE, SessionEndedException.whatToDo(resource, user)));
            } else if (configured.isPresent() && !ResourceAccount.isLoggedIn(configured.get(), user, sessions)) {
                problems.add(Problem.of(
                        userName.name(),
                        Problem.PRECONDITION,
                        user + " is not logged in at " + resource + "; log in first: run " + algorithm
                                + " with UserName=" + user + ", Action=LogIn and the Password"
                                + ResourceAccount.whyLogInEnds(configured.get(), user, sessions)
                                        .map(why -> ", for what is done in one program (" + why + ")")
                                        .orElse("")));
            }
        } catch (StateFileException e) {
            problems.add(Problem.of(userName.name(), Problem.PRECONDITION, String.valueOf(e.getMessage())));
        }
    }
}
