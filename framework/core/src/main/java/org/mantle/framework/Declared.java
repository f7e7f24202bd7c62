package org.mantle.framework;

/** What a declaration came to. */
record Declared(AlgorithmFacts facts, CompiledDeclaration compiled) {}
