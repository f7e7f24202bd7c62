package org.mantle.framework.algorithm;

import java.lang.invoke.MethodHandles;
import java.util.List;
import org.mantle.framework.internal.access.PackageClasses;
import org.mantle.framework.property.Services;

/**
 * Hands over the algorithms of one jar; found by {@link java.util.ServiceLoader}.
 *
 * <p>One that says no more than its lookup hands over the algorithms of its own package. A jar whose build runs Mantle's Maven
 * plugin needs none: it makes one for each package with algorithms.
 *
 * <p>Name the provider both in {@code module-info.java} ({@code provides}) and in
 * {@code META-INF/services/org.mantle.framework.algorithm.AlgorithmProvider}, so that it is found on module path and class path.
 *
 * <p>What is added to it later has a default, so that those who implement it need no change.
 *
 * @since 0.1.0
 */
public interface AlgorithmProvider {

    /** Returns {@code MethodHandles.lookup()} of the provider, by which instances are made: no package need be opened. */
    MethodHandles.Lookup lookup();

    /**
     * Returns the classes of the algorithms; not called when there is an index of them.
     *
     * <p>When neither this nor {@link #methods()} is overridden, these are all that the jar or folder has in the package of the
     * {@linkplain #lookup() lookup}'s class, abstract, anonymous and inner ones left out; otherwise none.
     *
     * @throws IllegalStateException if that package cannot be listed, or one of its classes not be loaded
     */
    default List<Class<? extends Algorithm>> algorithms() {
        return namesNone() ? PackageClasses.of(lookup().lookupClass()).subclasses(Algorithm.class) : List.of();
    }

    /**
     * Returns the classes whose annotated methods are algorithms too; see {@link AlgorithmMethod}.
     *
     * <p>When neither this nor {@link #algorithms()} is overridden, these are all that are in the same package; otherwise none.
     *
     * @throws IllegalStateException as there
     */
    default List<Class<?>> methods() {
        return namesNone() ? PackageClasses.of(lookup().lookupClass()).withMethods(AlgorithmMethod.class) : List.of();
    }

    private boolean namesNone() {
        try {
            return getClass().getMethod("algorithms").getDeclaringClass() == AlgorithmProvider.class
                    && getClass().getMethod("methods").getDeclaringClass() == AlgorithmProvider.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("both are methods of this interface", e);
        }
    }

    /** Sets the services that these algorithms need and that a host may replace by its own; in memory only. */
    default void addDefaultServices(Services.Builder services) {}
}
