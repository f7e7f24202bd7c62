package org.mantle.framework.property;

import java.util.Optional;

/**
 * What a host gives to the algorithms that it runs, by type. What the host set stays as it is; what it did not set,
 * its resolver may give, a new one each time; a provider's default counts after both, and is there while the provider is. Safe from
 * many threads.
 *
 * <p>Implemented by the framework alone, so that it may grow.
 *
 * @since 0.1.0
 */
public interface Services {

    /**
     * Returns the service of a type.
     *
     * @throws IllegalStateException if the host gives none
     */
    <S> S get(Class<S> type);

    /** Returns the service of a type, if the host gives one. */
    <S> Optional<S> find(Class<S> type);

    /** Collects services; the one that is set last for a type counts. */
    interface Builder {

        /** Sets the service of a type. */
        <S> Builder set(Class<S> type, S service);
    }
}
