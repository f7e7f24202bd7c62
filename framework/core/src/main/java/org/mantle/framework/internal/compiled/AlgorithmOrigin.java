package org.mantle.framework.internal.compiled;

import org.mantle.framework.run.InvalidDeclarationException;

/** Where an algorithm comes from. Safe from many threads. */
public interface AlgorithmOrigin {

    /** What a declaration came to. */
    record Declared(AlgorithmFacts facts, CompiledDeclaration compiled) {}

    /** Returns what names it to an index: the binary name of the class, for a method with {@code #} and its name. */
    String name();

    /** Returns what names it to people: the class or method, and its jar. */
    String source();

    /**
     * Runs the declaration.
     *
     * @throws InvalidDeclarationException if the declaration is wrong
     * @throws Throwable whatever else the author's code throws
     */
    Declared declare() throws Throwable;
}
