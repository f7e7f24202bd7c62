package org.mantle.framework.algorithm;

import java.lang.invoke.MethodHandles;
import java.util.List;
import org.mantle.framework.property.Services;

/**
 * Hands over the algorithms of one jar; found by {@link java.util.ServiceLoader}.
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

    /** Returns the classes of the algorithms; not called when there is an index of them. */
    List<Class<? extends Algorithm>> algorithms();

    /** Returns the classes whose annotated methods are algorithms too; see {@link AlgorithmMethod}. */
    default List<Class<?>> methods() {
        return List.of();
    }

    /** Sets the services that these algorithms need and that a host may replace by its own; in memory only. */
    default void addDefaultServices(Services.Builder services) {}
}
