package org.mantle.framework.internal.compiled;

import org.jspecify.annotations.Nullable;

/** What brought an algorithm into a host: a plugin. Safe from many threads. */
public interface AlgorithmOwner {

    /** Takes up that a declaration says something else than its index, or cannot be used at all: then it has failed. */
    void correct(CompiledAlgorithm algorithm, @Nullable Throwable failure);

    /** Returns words for what an algorithm's declaration threw, with the line of its author's code where there is one. */
    String words(Throwable thrown);

    /** Returns whether its algorithms take the place of others of the same name and version, which is no fault of those. */
    boolean isInPlace();

    /** Returns whether its jar is gone or was replaced: what remembers its runs must not keep its classes. */
    boolean isGone();

    /**
     * Takes up a change of its files, where that is not left to the host's next look at the folder.
     *
     * @return whether there was one: then the algorithm may be another, or gone
     */
    boolean takesUpChange();

    /** Returns the service that it brought for its algorithms, or {@code null}. */
    <S> @Nullable S defaultService(Class<S> type);
}
