package org.mantle.testkit.probe;

import java.lang.invoke.MethodHandles;
import java.util.List;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;

/** Runs another algorithm, in the midst of a real run, so that the kit can watch what that does. */
public final class Carrier extends Algorithm {

    public static final String NAME = "MantleTestkitCarrier";

    /** What is carried, as a service of the host. */
    @FunctionalInterface
    public interface Load {
        void execute(Context run) throws Exception;
    }

    /** Hands over the carrier. */
    public static final class Provider implements AlgorithmProvider {
        @Override
        public MethodHandles.Lookup lookup() {
            return MethodHandles.lookup();
        }

        @Override
        public List<Class<? extends Algorithm>> algorithms() {
            return List.of(Carrier.class);
        }
    }

    @Override
    protected void declare(Declaration declaration) {
        declaration.name(NAME).categories("Tests").summary("Carries another algorithm.");
    }

    @Override
    protected void execute(Context run) throws Exception {
        run.service(Load.class).execute(run);
    }
}
