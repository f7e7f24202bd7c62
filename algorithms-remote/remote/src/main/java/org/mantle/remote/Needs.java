package org.mantle.remote;

import java.util.Optional;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Precondition;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Problems;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.Services;

/** What must be so before an algorithm can work at a compute resource. */
final class Needs {
    private Needs() {}

    /** The need of a resource that is configured. */
    static Precondition resource(String name) {
        return new Precondition("the compute resource " + name, (inputs, services, problems) -> {
            try {
                if (services.get(ComputeResources.class).find(name).isEmpty()) {
                    problems.add(Problem.of(
                            "",
                            Problem.PRECONDITION,
                            "no compute resource is configured under the name " + name
                                    + "; add it with: mantle resources"
                                    + " add " + name + " URL, where URL is the address of its service, such as"
                                    + " https://portal.scarf.rl.ac.uk:8443/platform/"));
                }
            } catch (StateFileException e) {
                problems.add(Problem.of("", Problem.PRECONDITION, String.valueOf(e.getMessage())));
            }
        });
    }

    /** The need of a session of the user whom an input names. */
    static Precondition session(String resource, Property<String> userName, String algorithm) {
        return new Precondition(
                "a session for " + userName.name() + " at " + resource,
                (inputs, services, problems) ->
                        checkSession(resource, userName, algorithm, inputs, services, problems));
    }

    private static void checkSession(
            String resource,
            Property<String> userName,
            String algorithm,
            Inputs inputs,
            Services services,
            Problems problems) {
        String user = inputs.get(userName);
        try {
            Optional<ComputeResource> configured =
                    services.get(ComputeResources.class).find(resource);
            if (configured.isPresent()
                    && session(services, configured.get(), resource, user).isEmpty()) {
                problems.add(Problem.of(
                        userName.name(),
                        Problem.PRECONDITION,
                        user + " is not logged in at " + resource + "; log in first: run " + algorithm
                                + " with UserName=" + user + ", Action=LogIn and the Password"));
            }
        } catch (StateFileException e) {
            problems.add(Problem.of(userName.name(), Problem.PRECONDITION, String.valueOf(e.getMessage())));
        }
    }

    /** A token of a host that is no longer the configured one does not count. */
    private static Optional<Session> session(
            Services services, ComputeResource configured, String resource, String user) throws StateFileException {
        return services.get(Sessions.class).find(resource, user).filter(s -> configured.mayBeServedAt(s.serviceUrl()));
    }
}
