package org.mantle.framework.algorithm;

import java.util.List;
import java.util.function.Supplier;
import org.mantle.framework.property.Services;

/**
 * Hands over algorithms that are no classes of a jar: tools that a file declares, or algorithms of another language.
 *
 * <p>What is wrong with one of them is a fault of the registry and harms no other. A jar has an {@link AlgorithmProvider} instead.
 *
 * <p>What is added to it later has a default, so that those who implement it need no change.
 *
 * @since 0.1.0
 */
public interface AlgorithmSource {

    /** Returns where the algorithms come from, in words for people, such as the path of a file. */
    String location();

    /**
     * Returns what makes the instances of each algorithm: one that declares, and a fresh one for every run. Two instances of one
     * maker declare the same.
     */
    List<Supplier<? extends Algorithm>> algorithms();

    /** Sets the services that these algorithms need and that a host may replace by its own; in memory only. */
    default void addDefaultServices(Services.Builder services) {}
}
