package org.mantle.remote;

import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Precondition;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Problems;
import org.mantle.framework.property.Services;
import org.mantle.remote.job.StateFileException;

/**
 * The need of a compute resource that is configured under a name: what an algorithm declares that works there.
 *
 * @param resource the name, such as {@code SCARF@STFC}
 * @since 0.1.0
 */
public record ResourceRequirement(String resource) implements Precondition.Check {

    /** Returns the precondition to declare. */
    public Precondition precondition() {
        return new Precondition("the compute resource " + resource, this);
    }

    @Override
    public void run(Inputs inputs, Services services, Problems problems) {
        try {
            ComputeResources resources = services.get(ComputeResources.class);
            if (resources.find(resource).isEmpty()) {
                String advice = resources.areKept()
                        ? "; add it with: mantle resources add " + resource + " URL, where URL is the address of its"
                                + " service, such as https://portal.scarf.rl.ac.uk:8443/platform/"
                        : " in this program; give its host the ComputeResources of a file that has it, or add it there";
                problems.add(Problem.of(
                        "",
                        Problem.PRECONDITION,
                        "no compute resource is configured under the name " + resource + advice));
            }
        } catch (StateFileException e) {
            problems.add(Problem.of("", Problem.PRECONDITION, String.valueOf(e.getMessage())));
        }
    }
}
