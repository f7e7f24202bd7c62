package org.mantle.remote.scarf;

import java.lang.invoke.MethodHandles;
import java.util.List;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.property.Services;
import org.mantle.remote.ComputeResources;
import org.mantle.remote.RememberedUsers;
import org.mantle.remote.RemoteSessions;
import org.mantle.remote.UnansweredSubmissions;

/**
 * The provider of the algorithms that work at remote compute resources.
 *
 * <p>Their services are {@link ComputeResources}, {@link RemoteSessions}, {@link RememberedUsers} and {@link UnansweredSubmissions}: in
 * memory, unless the host brings its own.
 */
public final class RemoteAlgorithmProvider implements AlgorithmProvider {

    /** Makes the provider; {@link java.util.ServiceLoader} does. */
    public RemoteAlgorithmProvider() {}

    @Override
    public MethodHandles.Lookup lookup() {
        return MethodHandles.lookup();
    }

    @Override
    public List<Class<? extends Algorithm>> algorithms() {
        return List.of(ScarfTomoReconstruction.class);
    }

    @Override
    public void addDefaultServices(Services.Builder services) {
        services.set(ComputeResources.class, ComputeResources.inMemory())
                .set(RemoteSessions.class, RemoteSessions.inMemory())
                .set(RememberedUsers.class, RememberedUsers.inMemory())
                .set(UnansweredSubmissions.class, UnansweredSubmissions.inMemory());
    }
}
