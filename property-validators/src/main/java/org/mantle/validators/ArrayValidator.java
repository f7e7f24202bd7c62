package org.mantle.validators;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Asks a validator of lists about an array of primitives. */
record ArrayValidator<A, E>(Function<A, List<E>> view, Validator<? super List<E>> list) implements Validator<A> {

    @Override
    public Optional<Violation> check(A value) {
        return list.check(view.apply(value));
    }

    @Override
    public Constraint constraint() {
        return list.constraint();
    }

    @Override
    public boolean isPure() {
        return list.isPure();
    }
}
