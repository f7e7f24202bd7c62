package org.mantle.framework.internal.declare;

import java.util.function.Supplier;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.internal.compiled.AlgorithmCalls;
import org.mantle.framework.internal.compiled.AlgorithmOrigin;

/** An algorithm whose instances somebody else makes. */
public final class SuppliedAlgorithm implements AlgorithmOrigin {

    private final Supplier<? extends Algorithm> maker;
    private final String location;

    /** @param location where it comes from, in words for people */
    public SuppliedAlgorithm(Supplier<? extends Algorithm> maker, String location) {
        this.maker = maker;
        this.location = location;
    }

    /** Returns where it comes from: no index is made of it. */
    @Override
    public String name() {
        return location;
    }

    @Override
    public String source() {
        return location;
    }

    @Override
    public AlgorithmOrigin.Declared declare() throws Throwable {
        DeclarationReader declaration = new DeclarationReader();
        AlgorithmCalls.declare(maker.get(), declaration);
        return declaration.compile(maker::get, location);
    }
}
