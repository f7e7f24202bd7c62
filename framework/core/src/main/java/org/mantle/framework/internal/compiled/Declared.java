package org.mantle.framework.internal.compiled;

/** What a declaration came to. */
public record Declared(AlgorithmFacts facts, CompiledDeclaration compiled) {}
